import { z } from "zod";
import type { Engine } from "../../../platform/engine.ts";
import { newId } from "../../../platform/ids.ts";
import type { Queue } from "../../../platform/jobs.ts";
import type { House } from "../../../platform/port.ts";
import type { Sql } from "../../../platform/sql.ts";
import { gatewayPort } from "../gateway.ts";
import { invoiceQueue } from "../receipts/jobs.ts";
import { applyEvent } from "./apply-event.ts";
import { applyEventQueue } from "./receive-event.ts";
import { subjects } from "./subjects.ts";

const EventKey = z.object({ provider: z.string(), eventId: z.string() });
type EventKey = z.output<typeof EventKey>;

export interface PaymentJobs {
  readonly engine: Engine;
  readonly house: House;
  readonly sql: Sql;
}

/** Numbers receipts, and applies stored events: fetches the object with no transaction open, then applies it in one. */
export function paymentQueues(site: PaymentJobs): readonly Queue[] {
  return [
    invoiceQueue(site.engine),
    {
      name: applyEventQueue,
      async handle(data) {
        const key = EventKey.parse(data);
        try {
          await fetchAndApply(site, key);
        } catch (error) {
          if (await noteFailure(site.sql, key, error)) return;
          throw error;
        }
      },
    },
  ];
}

async function fetchAndApply({ engine, house, sql }: PaymentJobs, key: EventKey): Promise<void> {
  const event = await sql.one<{ body: string; applied_at: string | null }>(
    "provider_event_find",
    "select body, applied_at from provider_event where provider = $1 and event_id = $2",
    [key.provider, key.eventId],
  );
  if (!event || event.applied_at !== null) return;
  const { subject, account } = gatewayPort.from({ house }).parseEvent(event.body);
  const handler = subject === null ? undefined : subjects[subject.kind];
  const seen = subject && handler ? await handler.fetch({ house, sql }, subject.ref, account) : null;
  const input = { ...key, kind: handler && subject ? subject.kind : null, seen };
  await engine.execute(applyEvent, { actor: { kind: "system" }, requestId: newId() }, input);
}

/** About half a day of tries: the job's waits double up to an hour. */
export const mostAttempts = 24;

const shownError = 500;

/** Writes down why an event could not be applied; true where that was the last try, and it waits for an operator. */
async function noteFailure(sql: Sql, { provider, eventId }: EventKey, error: unknown): Promise<boolean> {
  const reason = error instanceof Error ? error.message : String(error);
  const row = await sql.one<{ gaveUp: boolean }>(
    "provider_event_failed",
    `update provider_event set attempts = attempts + 1, last_error = $3,
       gave_up_at = case when attempts + 1 >= $4 then now() end
     where provider = $1 and event_id = $2 and applied_at is null returning gave_up_at is not null as "gaveUp"`,
    [provider, eventId, reason.slice(0, shownError), mostAttempts],
  );
  return row?.gaveUp === true;
}
