import { makeGuests } from "../guests.ts";
import { fillCalendars, listHomes } from "../homes.ts";
import { startBare, startRoost } from "../servers.ts";
import { startWorld } from "../world.ts";
import { bookCase } from "./book-case.ts";
import { getCase } from "./get-case.ts";
import { measure, type Result } from "./measure.ts";
import { checkRows } from "./rows.ts";
import { connections } from "./sample.ts";
import { searchCase } from "./search-case.ts";

export interface CoreOptions {
  /** Only the case of this name. */
  readonly only: string | undefined;
  /** A folder for CPU profiles of both servers. */
  readonly profile: string | undefined;
  say(line: string): void;
}

/** By id, search and book over REST, beside a bare server on the same database. */
export async function runCore({ only, profile, say }: CoreOptions): Promise<readonly Result[]> {
  const world = await startWorld(say);
  try {
    const { client } = world;
    await fillCalendars(client);
    const homes = await listHomes(client);
    const guests = await makeGuests(client, connections);
    const today = new Date();
    const all = [getCase(homes), searchCase(today), bookCase({ client, homes, guests, today })];
    const cases = all.filter(({ name }) => only === undefined || name === only);
    if (cases.length === 0) throw new Error(`no case is called ${only}: ${all.map(({ name }) => name).join(", ")}`);
    const roost = await startRoost(world, profile);
    try {
      const bare = await startBare(world, profile);
      try {
        const results: Result[] = [];
        for (const one of cases) {
          say(`Measuring ${one.name} …`);
          await one.compare([roost, bare]);
          results.push(await measure(one, [roost, bare]));
        }
        await checkRows(client);
        return results;
      } finally {
        await bare.stop();
      }
    } finally {
      await roost.stop();
    }
  } finally {
    await world.stop();
  }
}
