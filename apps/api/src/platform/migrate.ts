import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";

/** The advisory lock that Prisma's own migrate takes. */
const prismaLock = 72_707_369;

/** The migrations that ship with this version, oldest first. */
export async function listMigrations(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** Applies what is missing, each in one transaction, in Prisma's own format; answers the names applied. */
export async function applyMigrations(options: { readonly url: string; readonly folder: string }): Promise<string[]> {
  const client = new pg.Client({ connectionString: options.url, application_name: "roost-migrate" });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [prismaLock]);
    await client.query(historyTable);
    const { rows } = await client.query<{ name: string; checksum: string; finished: boolean }>(
      `select migration_name as name, checksum, finished_at is not null as finished
       from _prisma_migrations where rolled_back_at is null`,
    );
    const known = new Map(rows.map((row) => [row.name, row]));
    const applied: string[] = [];
    for (const name of await listMigrations(options.folder)) {
      const script = await readFile(join(options.folder, name, "migration.sql"), "utf8");
      const checksum = createHash("sha256").update(script).digest("hex");
      const before = known.get(name);
      if (before && !before.finished) throw new Error(`the migration ${name} failed before; resolve it by hand`);
      if (before && before.checksum !== checksum) throw new Error(`the migration ${name} was edited after it ran`);
      if (before) continue;
      await applyOne(client, { name, script, checksum });
      applied.push(name);
    }
    return applied;
  } finally {
    await client.end();
  }
}

async function applyOne(client: pg.Client, migration: { name: string; script: string; checksum: string }) {
  await client.query("begin");
  try {
    await client.query(migration.script);
    await client.query(
      `insert into _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       values ($1, $2, $3, now(), now(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw new Error(`the migration ${migration.name} failed`, { cause: error });
  }
}

const historyTable = `create table if not exists _prisma_migrations (
  id varchar(36) primary key not null,
  checksum varchar(64) not null,
  finished_at timestamptz,
  migration_name varchar(255) not null,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz not null default now(),
  applied_steps_count integer not null default 0
)`;
