import type pg from "pg";
import type { Case } from "../core/case.ts";
import { randomOf } from "../random.ts";
import { type Server, startBare, startRoost } from "../servers.ts";
import type { World } from "../world.ts";
import type { City } from "./draws.ts";
import { searchCases } from "./search-cases.ts";
import { type ScaleOptions, startScaleWorld } from "./start-scale-world.ts";
import { tellingTitles } from "./telling-titles.ts";

/** Both servers on a database of so many homes, and what they are asked. */
export interface Site {
  readonly listings: number;
  readonly world: World;
  readonly cases: readonly Case[];
  readonly pair: readonly [roost: Server, bare: Server];
  stop(): Promise<void>;
}

export interface SiteOptions extends ScaleOptions {
  /** A folder for CPU profiles of both servers. */
  readonly profile: string | undefined;
}

export async function openSite(options: SiteOptions): Promise<Site> {
  const world = await startScaleWorld(options);
  const ends: (() => Promise<unknown>)[] = [() => world.stop()];
  const stop = async () => {
    for (const end of ends.splice(0).toReversed()) await end();
  };
  try {
    const { listings, seed, profile } = options;
    const [cities, homes] = [await listCities(world.client), await listIds(world.client)];
    if (homes.length !== listings) throw new Error(`there are ${homes.length} homes instead of ${listings}`);
    const titles = await tellingTitles(world.client, someOf(homes, seed));
    const cases = searchCases({ cities, titles, homes, seed, today: new Date() });
    const roost = await startRoost(world, profile);
    ends.push(() => roost.stop());
    const bare = await startBare(world, profile);
    ends.push(() => bare.stop());
    return { listings, world, cases, pair: [roost, bare], stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function listCities(client: pg.Client): Promise<readonly City[]> {
  const { rows } = await client.query<City>(`select city as name, currency, count(*)::int as homes,
      avg(public_latitude) as latitude, avg(public_longitude) as longitude
    from listing group by country, city, currency order by country, city, currency`);
  return rows;
}

async function listIds(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>("select id from listing order by id");
  return rows.map(({ id }) => id);
}

const titlesRead = 3000;

function someOf(homes: readonly string[], seed: number): readonly string[] {
  const random = randomOf(seed);
  return Array.from({ length: titlesRead }, () => homes[random.integer(0, homes.length - 1)] ?? "");
}
