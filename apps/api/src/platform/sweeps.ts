import { setTimeout as wait } from "node:timers/promises";
import type { Call } from "./action.ts";
import { newId } from "./ids.ts";
import type { Log } from "./log.ts";

/** Takes what is due by the clock, a batch at a time; answers how many rows it took. */
export interface Sweep {
  readonly name: string;
  /** How often at most; every round where absent. */
  readonly everyMs?: number;
  run(): Promise<number>;
}

export interface Sweeper {
  /** Runs every sweep until nothing is due. */
  drain(): Promise<void>;
  stop(): Promise<void>;
}

const maxRounds = 1000;
const batch = 100;
const beforeAll = "00000000-0000-0000-0000-000000000000";

export interface RowSweep {
  readonly name: string;
  readonly log: Log;
  /** Ids of rows that are due, ascending, after one. */
  due(after: string, limit: number): Promise<readonly { readonly id: string }[]>;
  /** Does one row's command; false where there was nothing to do (yet). */
  move(id: string, call: Call): Promise<boolean>;
}

/** The domain's time in a statement of `pageOfDue`, read once: as a function it would be asked for every row. */
export const dueNow = "(select now from clock)";

/**
 * A page of what a statement finds to be due. Found before it is sorted: else Postgres, which expects many of them,
 * goes through all rows in the order of their ids.
 */
export const pageOfDue = (text: string): string => `with clock as materialized (select roost_now() as now),
  due as materialized (${text}) select id from due where id > $1 order by id limit $2`;

/** A sweep over rows, a command each. One that fails, or that cannot move yet, keeps none of the others waiting. */
export const sweepRows = ({ name, log, due, move }: RowSweep): Sweep => ({
  name,
  async run() {
    let moved = 0;
    let after = beforeAll;
    for (;;) {
      const rows = await due(after, batch);
      for (const { id } of rows) {
        const call = { actor: { kind: "system" }, requestId: newId() } as const;
        try {
          if (await move(id, call)) moved += 1;
        } catch (error) {
          log.warn({ err: error, sweep: name, id }, "a row that is due could not be moved");
        }
      }
      if (rows.length < batch) return moved;
      after = rows.at(-1)?.id ?? after;
    }
  },
});

/** Runs the sweeps every `everyMs`, one after the other; several processes may do so at once. */
export function startSweeper(options: { sweeps: readonly Sweep[]; everyMs: number; log: Log }): Sweeper {
  const { sweeps, everyMs, log } = options;
  const ending = new AbortController();
  const lastRun = new Map<Sweep, number>();
  const isDue = (sweep: Sweep) => performance.now() - (lastRun.get(sweep) ?? -Infinity) >= (sweep.everyMs ?? 0);
  const running = (async () => {
    while (!ending.signal.aborted) {
      for (const sweep of sweeps.filter(isDue)) {
        lastRun.set(sweep, performance.now());
        await sweep.run().catch((error: unknown) => log.warn({ err: error, sweep: sweep.name }, "a sweep failed"));
      }
      await wait(everyMs, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  })();
  return {
    drain: () => drainSweeps(sweeps),
    async stop() {
      ending.abort();
      await running;
    },
  };
}

/** Runs every sweep until nothing is due any more. */
export async function drainSweeps(sweeps: readonly Sweep[]): Promise<void> {
  for (let round = 0; round < maxRounds; round += 1) {
    let taken = 0;
    for (const sweep of sweeps) taken += await sweep.run();
    if (taken === 0) return;
  }
  throw new Error("the sweeps find ever more to do");
}
