import { expect, test } from "vitest";
import { createLog } from "./log.ts";
import { drainSweeps, type Sweep, startSweeper } from "./sweeps.ts";

const log = createLog({ level: "silent" });

/** Takes at most `batch` of what is due, each time. */
function sweepOf(due: number, batch: number): Sweep & { left(): number } {
  let rest = due;
  return {
    name: "test",
    left: () => rest,
    async run() {
      const taken = Math.min(rest, batch);
      rest -= taken;
      return taken;
    },
  };
}

test("draining runs every sweep until nothing is due, also what one sweep leaves to another", async () => {
  let handedOn = 0;
  const first: Sweep = {
    name: "first",
    run: async () => {
      const taken = Math.min(handedOn, 1);
      handedOn -= taken;
      return taken;
    },
  };
  const second = sweepOf(250, 100);
  const handing: Sweep = {
    name: "handing",
    async run() {
      const taken = await second.run();
      if (taken > 0) handedOn += 1;
      return taken;
    },
  };
  await drainSweeps([first, handing]);
  expect([handedOn, second.left()]).toEqual([0, 0]);
});

test("sweeps that find ever more to do are an error, not a hang", async () => {
  await expect(drainSweeps([{ name: "endless", run: async () => 1 }])).rejects.toThrow("ever more");
});

test("draining fails with the sweep that fails", async () => {
  await expect(drainSweeps([{ name: "broken", run: () => Promise.reject(new Error("no")) }])).rejects.toThrow("no");
});

test("the sweeper goes on after a failure, and ends when it is told to", async () => {
  let failures = 0;
  const broken: Sweep = { name: "broken", run: () => Promise.reject(new Error(`no ${(failures += 1)}`)) };
  const working = sweepOf(3, 1);
  const sweeper = startSweeper({ sweeps: [broken, working], everyMs: 1, log });
  await expect.poll(() => working.left()).toBe(0);
  await sweeper.stop();
  const ended = failures;
  expect(ended).toBeGreaterThanOrEqual(3);
  await drainSweeps([working]);
  expect(failures).toBe(ended);
});

test("stopping does not wait for the next round", async () => {
  const sweeper = startSweeper({ sweeps: [], everyMs: 3_600_000, log });
  await expect(sweeper.stop()).resolves.toBeUndefined();
});
