import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Cache } from "../../platform/cache.ts";
import { advanceClock, clockTag, readClock } from "../../platform/clock.ts";
import { invalidField, parseInput } from "../../platform/errors.ts";
import type { Sql } from "../../platform/sql.ts";

/** The sandbox's mail inbox, as seen over HTTP. */
export interface MailPages {
  handle(request: { readonly method: string; readonly url: string }): {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
}

export interface DevOptions {
  readonly sql: Sql;
  readonly cache: Cache;
  /** Absent where mail goes to a real server. */
  readonly mail: MailPages | undefined;
  /** Runs every sweep until nothing is due. */
  drain(): Promise<void>;
}

const maxAdvanceDays = 3650;
const Advance = z.strictObject({ by: z.string().max(50) });

/** What only the sandbox has: the mails that went out, and a clock that can be moved. */
export function registerDev(app: FastifyInstance, { sql, cache, mail, drain }: DevOptions): void {
  if (mail) registerMail(app, mail);
  app.get("/dev/clock", () => readClock(sql));
  app.post("/dev/clock/advance", async (request) => {
    await advanceClock(sql, durationMs(parseInput(Advance, request.body).by));
    await cache.forget(clockTag);
    await drain();
    return readClock(sql);
  });
}

function registerMail(app: FastifyInstance, mail: MailPages): void {
  for (const url of ["/dev/mail", "/dev/mail/*", "/dev/mail.json"]) {
    app.route({
      method: ["GET", "DELETE"],
      url,
      handler: async (request, reply) => {
        const answer = mail.handle({ method: request.method, url: request.url });
        return reply.code(answer.status).headers(answer.headers).send(answer.body);
      },
    });
  }
}

/** An ISO 8601 duration in milliseconds; days have 24 hours, months and years are refused. */
function durationMs(text: string): number {
  try {
    const ms = Temporal.Duration.from(text).total({ unit: "milliseconds" });
    if (ms >= 0 && ms <= maxAdvanceDays * 86_400_000) return Math.round(ms);
  } catch {
    // falls through to the one refusal
  }
  throw invalidField(
    "by",
    "duration",
    `must be an ISO 8601 duration such as PT15M or P14D, up to ${maxAdvanceDays} days`,
  );
}
