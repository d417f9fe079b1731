import { setTimeout as wait } from "node:timers/promises";
import type { Random } from "../../random.ts";
import { type Moment, type Mortal, moments } from "../mortal.ts";

export interface KillOptions {
  readonly kills: number;
  readonly random: Random;
  say(line: string): void;
}

const reportEvery = 25;
/** Servers live a while, so that calls are made and not only begun. */
const mostPeaceMs = 800;

/** Kills each server over and over, all of them side by side. Answers how often at which moment. */
export async function killAll(mortals: readonly Mortal[], { kills, random, say }: KillOptions): Promise<string> {
  const counts = new Map<Moment, number>();
  let killed = 0;
  let begun = 0;
  const kill = async (mortal: Mortal) => {
    while (begun < kills) {
      begun += 1;
      const moment = moments[random.integer(0, moments.length - 1)] ?? "at random";
      await wait(random.integer(0, mostPeaceMs));
      const met = await mortal.dieAndRise(moment);
      counts.set(met, (counts.get(met) ?? 0) + 1);
      killed += 1;
      if (killed % reportEvery === 0) say(`${killed} of ${kills} kills`);
    }
  };
  await Promise.all(mortals.map(kill));
  return moments.map((moment) => `${moment} ${counts.get(moment) ?? 0}`).join(", ");
}
