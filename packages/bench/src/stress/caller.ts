import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { keyed } from "../http-text.ts";
import type { Random } from "../random.ts";
import type { Mortal } from "./mortal.ts";

export interface Ask {
  readonly path: string;
  readonly token: string;
  readonly body: object;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

export interface Caller {
  readonly counts: { requests: number; cut: number; running: number };
  /** What answered 500, or said something else the second time; a sentence each. */
  readonly faults: string[];
  /** The answer to a mutation, asked for under one key until there is one; undefined if patience ends first. */
  ask(what: Ask): Promise<Answer | undefined>;
}

const patienceMs = 150_000;
const pauseMs = 250;
const mostPauseMs = 4000;

/** Sends each call to any server that is up, and what was not answered again to any other. */
export function createCaller(mortals: readonly Mortal[], random: Random): Caller {
  const counts = { requests: 0, cut: 0, running: 0 };
  const faults: string[] = [];

  async function portOfAny(): Promise<number> {
    for (;;) {
      const up = mortals.filter((mortal) => mortal.isUp());
      const one = up[random.integer(0, up.length - 1)];
      if (one) return one.port;
      await wait(20);
    }
  }

  async function send(what: Ask, key: string): Promise<Answer | undefined> {
    counts.requests += 1;
    return post(await portOfAny(), what, key);
  }

  async function untilAnswered(what: Ask, key: string) {
    const deadline = Date.now() + patienceMs;
    let cuts = 0;
    let waits = 0;
    while (Date.now() < deadline) {
      const answer = await send(what, key);
      if (answer && !isUnfinished(answer)) return { answer, wasCut: cuts > 0 };
      if (!answer) cuts += 1;
      if (answer) waits += 1;
      if (answer) counts.running += 1;
      else counts.cut += 1;
      if (answer?.status === 500) faults.push(`${what.path} answered 500: ${answer.text}`);
      // Whoever waits for a lease or an outage asks less and less often, or asking is all that servers do.
      await wait(
        answer ? Math.min(pauseMs * 2 ** (waits - 1), mostPauseMs) : random.integer(0, Math.min(1000, 50 * 2 ** cuts)),
      );
    }
    return undefined;
  }

  return {
    counts,
    faults,
    async ask(what) {
      const key = randomUUID();
      const first = await untilAnswered(what, key);
      if (!first?.wasCut || first.answer.status >= 300) return first?.answer;
      // What was done once must be told the same from now on, whoever is asked.
      const again = await untilAnswered(what, key);
      if (again && again.answer.text !== first.answer.text) {
        faults.push(`${what.path} answered the same key twice: ${first.answer.text} and ${again.answer.text}`);
      }
      return again && first.answer;
    },
  };
}

/** Another process is at it, or the server cannot say: the same call may be made again. */
const isUnfinished = ({ status, text }: Answer) =>
  status >= 500 || (status === 409 && text.includes('"idempotency.running"'));

const silenceMs = 20_000;

// A connection that a killed server leaves behind ends a call without an answer, as any other that is cut.
const agent = new Agent({ keepAlive: true });

/** Undefined where no whole answer came. */
function post(port: number, { path, token, body }: Ask, key: string): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const headers = { ...keyed(token, key), "content-type": "application/json" };
    const sent = request({ host: "127.0.0.1", port, path, method: "POST", headers, agent, timeout: silenceMs });
    const nothing = () => {
      sent.destroy();
      resolve(undefined);
    };
    sent.on("timeout", nothing).on("error", nothing);
    sent.on("response", (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      answer.on("end", () => (answer.complete ? resolve({ status: answer.statusCode ?? 0, text }) : nothing()));
      answer.on("error", nothing).on("aborted", nothing);
    });
    sent.end(JSON.stringify(body));
  });
}
