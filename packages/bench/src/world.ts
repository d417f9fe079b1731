import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type pg from "pg";
import { openDatabase } from "./open-database.ts";
import { run } from "./program.ts";

/** A Postgres of its own with this version's tables and homes, and a folder that is gone afterwards. */
export interface World {
  readonly folder: string;
  /** The server's role. */
  readonly appUrl: string;
  /** The superuser: data for a run is written, and results are checked, past everything that is measured. */
  readonly client: pg.Client;
  stop(): Promise<void>;
}

const homesInFile = 10_098;

/** The demo homes, in a database that is thrown away. */
export async function startWorld(say: (line: string) => void): Promise<World> {
  const { folder, remove } = await makeFolder();
  const ends: (() => Promise<unknown>)[] = [remove];
  const stop = async () => {
    for (const end of ends.splice(0).toReversed()) await end();
  };
  try {
    say("Starting Postgres …");
    const log = join(folder, "set-up.log");
    const { appUrl, client, stop: stopDatabase } = await openDatabase({ dir: join(folder, "postgres"), log });
    ends.push(stopDatabase);
    say("Importing the homes of Oslo …");
    const place = ["--city", "Oslo", "--country", "NO", "--currency", "NOK"];
    const args = ["apps/api/demo/oslo-listings.csv", ...place, "--database", appUrl];
    await run({ file: "apps/api/src/bin/import-listings.ts", args, env: {}, log });
    await openHomes(client);
    return { folder, appUrl, client, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A temporary folder. Ctrl-C leaves nothing behind: Postgres and the servers end with this process. */
export async function makeFolder() {
  const folder = await mkdtemp(join(tmpdir(), "roost-bench-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Every home can be booked at once, for two and any nights, so that a run has enough of them; in the file few can. */
async function openHomes(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query(
    "update listing set booking_mode = 'instant', min_nights = 1, max_nights = 365, max_guests = greatest(max_guests, 2)",
  );
  if (rowCount !== homesInFile) throw new Error(`${rowCount} homes were imported instead of ${homesInFile}`);
  await client.query("vacuum (full, analyze) listing");
  await client.query("vacuum (full, analyze) listing_search");
}
