import { setTimeout as wait } from "node:timers/promises";
import type { Log } from "./log.ts";

/** Takes what is due by the clock, a batch at a time; answers how many rows it took. */
export interface Sweep {
  readonly name: string;
  run(): Promise<number>;
}

export interface Sweeper {
  /** Runs every sweep until nothing is due. */
  drain(): Promise<void>;
  stop(): Promise<void>;
}

const maxRounds = 1000;

/** Runs the sweeps every `everyMs`, one after the other; several processes may do so at once. */
export function startSweeper(options: { sweeps: readonly Sweep[]; everyMs: number; log: Log }): Sweeper {
  const { sweeps, everyMs, log } = options;
  const ending = new AbortController();
  const running = (async () => {
    while (!ending.signal.aborted) {
      for (const sweep of sweeps) {
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
