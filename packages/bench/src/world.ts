import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "@roost/sandbox/postgres";
import pg from "pg";
import { run } from "./program.ts";

/** A throw-away Postgres, durable as in production, with this version's tables and the demo homes. */
export interface World {
  readonly folder: string;
  /** The server's role. */
  readonly appUrl: string;
  /** The superuser: data for a run is written, and results are checked, past everything that is measured. */
  readonly client: pg.Client;
  stop(): Promise<void>;
}

const homesInFile = 10_098;

export async function startWorld(say: (line: string) => void): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), "roost-bench-"));
  cleanUpOnSignals(folder);
  const ends: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  const stop = async () => {
    for (const end of ends.splice(0).toReversed()) await end();
  };
  try {
    say("Starting Postgres …");
    const postgres = await startPostgres({ dir: join(folder, "postgres") });
    ends.push(() => postgres.stop());
    const { ownerUrl, appUrl } = await makeDatabase(postgres.url(), postgres.port);
    const log = join(folder, "set-up.log");
    await run({ file: "apps/api/src/bin/migrate.ts", args: ["deploy"], env: { MIGRATE_DATABASE_URL: ownerUrl }, log });
    say("Importing the homes of Oslo …");
    const place = ["--city", "Oslo", "--country", "NO", "--currency", "NOK"];
    const args = ["apps/api/demo/oslo-listings.csv", ...place, "--database", appUrl];
    await run({ file: "apps/api/src/bin/import-listings.ts", args, env: {}, log });
    const client = new pg.Client({ connectionString: postgres.url(database) });
    await client.connect();
    ends.push(() => client.end());
    await openHomes(client);
    return { folder, appUrl, client, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Ctrl-C leaves nothing behind: Postgres and the servers end with this process. */
function cleanUpOnSignals(folder: string): void {
  process.once("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
}

const database = "roost";

/** The owner, the server's role and the database, as an operator makes them. */
async function makeDatabase(superuserUrl: string, port: number) {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const password = randomBytes(18).toString("base64url");
    await client.query(`create role roost_owner login createrole createdb password '${password}'`);
    await client.query(`create role roost_app login password '${password}'`);
    await client.query(`create database ${database} owner roost_owner`);
    const urlOf = (role: string) => `postgresql://${role}:${password}@127.0.0.1:${port}/${database}`;
    return { ownerUrl: urlOf("roost_owner"), appUrl: urlOf("roost_app") };
  } finally {
    await client.end();
  }
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
