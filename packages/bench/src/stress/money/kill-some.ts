import { setTimeout as wait } from "node:timers/promises";
import type { Random } from "../../random.ts";
import { type Mortal, moments, momentsOfWorkers } from "../mortal.ts";

export interface KillOptions {
  readonly servers: readonly Mortal[];
  readonly worker: Mortal;
  readonly kills: number;
  readonly random: Random;
  /** Which part of the run is done, 0 to 1. */
  progress(): number;
}

const peaceMs = 1000;

/** Kills a server or the worker, one at a time, evenly over the run, until it is over. Answers how often. */
export async function killSome({ servers, worker, kills, random, progress }: KillOptions): Promise<number> {
  let killed = 0;
  while (progress() < 1) {
    if (killed / kills > progress()) {
      await wait(100);
      continue;
    }
    const index = random.integer(0, servers.length);
    const mortal = servers[index] ?? worker;
    const when = servers[index] ? moments : momentsOfWorkers;
    await mortal.dieAndRise(when[random.integer(0, when.length - 1)] ?? "at random");
    killed += 1;
    await wait(peaceMs);
  }
  return killed;
}
