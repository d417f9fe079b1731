import { randomBytes } from "node:crypto";
import { startPostgres } from "@roost/sandbox/postgres";
import pg from "pg";
import { run } from "./program.ts";

export interface DatabaseOptions {
  /** Postgres's folder; what it holds from before is served again. */
  readonly dir: string;
  readonly settings?: Readonly<Record<string, string>>;
  /** Takes what is printed while it is migrated. */
  readonly log: string;
}

/** A Postgres that is durable as in production, and in it one database with this version's tables. */
export interface Database {
  readonly ownerUrl: string;
  /** The server's role. */
  readonly appUrl: string;
  /** The superuser. */
  readonly client: pg.Client;
  stop(): Promise<void>;
}

export async function openDatabase({ dir, settings = {}, log }: DatabaseOptions): Promise<Database> {
  const postgres = await startPostgres({ dir, settings });
  const ends: (() => Promise<unknown>)[] = [() => postgres.stop()];
  const stop = async () => {
    for (const end of ends.splice(0).toReversed()) await end();
  };
  try {
    const { ownerUrl, appUrl } = await makeDatabase(postgres);
    await run({ file: "apps/api/src/bin/migrate.ts", args: ["deploy"], env: { MIGRATE_DATABASE_URL: ownerUrl }, log });
    const client = new pg.Client({ connectionString: postgres.url(database) });
    await client.connect();
    ends.push(() => client.end());
    return { ownerUrl, appUrl, client, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const database = "roost";

type Postgres = Pick<Awaited<ReturnType<typeof startPostgres>>, "port" | "reused" | "url">;

/** The owner, the server's role and the database, as an operator makes them; where they are, new passwords. */
async function makeDatabase({ port, reused, url }: Postgres) {
  const client = new pg.Client({ connectionString: url() });
  await client.connect();
  try {
    const password = randomBytes(18).toString("base64url");
    const verb = reused ? "alter" : "create";
    await client.query(`${verb} role roost_owner login createrole createdb password '${password}'`);
    await client.query(`${verb} role roost_app login password '${password}'`);
    if (!reused) await client.query(`create database ${database} owner roost_owner`);
    const urlOf = (role: string) => `postgresql://${role}:${password}@127.0.0.1:${port}/${database}`;
    return { ownerUrl: urlOf("roost_owner"), appUrl: urlOf("roost_app") };
  } finally {
    await client.end();
  }
}
