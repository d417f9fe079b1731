import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { expect, inject, onTestFinished, test, vi } from "vitest";
import { applyMigrations } from "../src/platform/migrate.ts";
import { freshDatabase } from "./database.ts";

const api = fileURLToPath(new URL("..", import.meta.url));
const engine = join(api, "prisma/schema-engine/schema-engine");

// Prisma starts three programs for each command, which a busy machine takes its time for.
vi.setConfig({ testTimeout: 90_000 });

test("a changed schema becomes a migration with no database given", async () => {
  const project = await scratchProject();
  await project.addModel();
  const { code, output } = await migrate(["dev", "--name", "add_probe", "--config", project.config]);
  expect(output).toContain("in sync with your schema");
  expect(code).toBe(0);
  expect(await project.script("add_probe")).toContain('CREATE TABLE "probe"');
  // Prisma writes this file as well: what is committed is what it writes, or every migration would change it.
  const lock = join(api, "prisma/migrations", "migration_lock.toml");
  expect(await readFile(join(project.migrations, "migration_lock.toml"), "utf8")).toBe(await readFile(lock, "utf8"));
});

test("our deploy and Prisma's dev write one history, each for the other", async () => {
  const project = await scratchProject();
  const database = await freshDatabase();
  onTestFinished(() => database.drop());
  const upToDate = await migrate(["status", "--config", project.config], database.ownerUrl);
  expect(upToDate).toMatchObject({ code: 0, output: expect.stringContaining("Database schema is up to date!") });

  await project.addModel();
  const dev = await migrate(["dev", "--name", "add_probe", "--config", project.config], database.ownerUrl);
  expect(dev).toMatchObject({ code: 0, output: expect.not.stringContaining("first_stay") });
  expect(await query(database.url, "select count(*)::int from probe")).toEqual([{ count: 0 }]);
  expect(await applyMigrations({ url: database.ownerUrl, folder: project.migrations })).toEqual([]);
});

test("reset empties the database and makes it anew, with its queues", async () => {
  const database = await freshDatabase();
  onTestFinished(() => database.drop());
  await query(database.ownerUrl, "update clock_offset set offset_ms = 1; delete from pgboss.queue");
  for (const command of ["reset", "deploy"]) {
    expect(await migrate([command, "--help"], database.ownerUrl)).toMatchObject({ code: 1 });
  }
  expect(await query(database.url, "select offset_ms::int from clock_offset")).toEqual([{ offset_ms: 1 }]);
  expect(await query(database.url, "select name from pgboss.queue")).toEqual([]);
  const { code, output } = await migrate(["reset", "--force"], database.ownerUrl);
  expect(output).toContain("Database reset successful");
  expect(code).toBe(0);
  expect(await query(database.url, "select offset_ms::int from clock_offset")).toEqual([{ offset_ms: 0 }]);
  expect(await query(database.url, "select count(*) > 0 as made from pgboss.queue")).toEqual([{ made: true }]);
});

test("a command says what it is missing, and which there are", async () => {
  for (const command of ["status", "deploy", "reset", "resolve"]) {
    const { code, output } = await migrate([command]);
    expect([code, output.trim()]).toEqual([
      1,
      `${command} needs MIGRATE_DATABASE_URL: the address of the database, as its owner`,
    ]);
  }
  const unknown = await migrate(["undo"]);
  expect(unknown).toMatchObject({ code: 1, output: expect.stringMatching(/^there is no command undo\nusage: /) });
});

test("the committed migrations make what the schema says", async () => {
  expect(await migrate(["diff"])).toMatchObject({ code: 0, output: expect.stringContaining("No difference") });
});

test("what a Prisma schema cannot say is no drift", async () => {
  const project = await scratchProject();
  await project.addMigration(`
    ALTER TABLE quote ADD CONSTRAINT probe_check CHECK (adults < 1000);
    ALTER TABLE quote ADD CONSTRAINT probe_exclude
      EXCLUDE USING gist (id WITH =, daterange(check_in, check_out) WITH &&);
    CREATE UNIQUE INDEX probe_partial ON quote (id) WHERE pets > 0;
    CREATE INDEX probe_expression ON quote (lower(currency));
    CREATE FUNCTION probe() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
    CREATE TRIGGER probe BEFORE UPDATE ON quote FOR EACH ROW EXECUTE FUNCTION probe();`);
  const { code, output } = await project.diff();
  expect(output).toContain("No difference");
  expect(code).toBe(0);
});

test("a table, a column or an index that no model has is drift", async () => {
  const project = await scratchProject();
  await project.addMigration(`
    CREATE TABLE forgotten (id uuid PRIMARY KEY);
    ALTER TABLE quote ADD COLUMN forgotten_column text;
    CREATE INDEX forgotten_index ON booking (total_minor);`);
  const { code, output } = await project.diff();
  expect(output).toMatch(/Removed tables\s+- forgotten/);
  expect(output).toContain("forgotten_column");
  expect(output).toContain("total_minor");
  expect(code).toBe(2);
});

test("the engine runs from any folder, with no Node on the path", async () => {
  const { output } = await run(engine, ["--version"]);
  expect(output).toMatch(/^schema-engine-cli \w+\n$/);
});

test("a database that cannot be reached is refused in Prisma's words", async () => {
  const connect = (url: string) =>
    run(engine, ["--datasource", JSON.stringify({ url }), "cli", "can-connect-to-database"]);
  expect(await connect(at("postgres"))).toEqual({ code: 0, output: "" });
  expect(await connect(at("missing"))).toMatchObject({ code: 1, output: expect.stringContaining('"P1003"') });
  const wrong = at("postgres").replace(/:[^:@]+@/, ":wrong@");
  expect(await connect(wrong)).toMatchObject({ code: 1, output: expect.stringContaining('"P1000"') });
  const closed = "postgresql://roost_owner@127.0.0.1:1/postgres";
  expect(await connect(closed)).toMatchObject({ code: 1, output: expect.stringContaining('"P1001"') });
});

const probe = `model Probe {
  id   String  @id @db.Uuid
  note String?

  @@map("probe")
}
`;

/** A copy of what Prisma reads, to change at will. */
async function scratchProject() {
  const folder = await mkdtemp(join(tmpdir(), "roost-migrate-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const path of ["prisma.config.ts", "prisma/schema", "prisma/migrations"]) {
    await cp(join(api, path), join(folder, path), { recursive: true });
  }
  await symlink(join(api, "node_modules"), join(folder, "node_modules"));
  const migrations = join(folder, "prisma/migrations");
  return {
    config: join(folder, "prisma.config.ts"),
    migrations,
    addModel: () => writeFile(join(folder, "prisma/schema/probe.prisma"), probe),
    async addMigration(script: string) {
      await mkdir(join(migrations, "99990101000000_probe"));
      await writeFile(join(migrations, "99990101000000_probe/migration.sql"), script);
    },
    async script(name: string) {
      const found = (await readdir(migrations)).find((entry) => entry.endsWith(name));
      return readFile(join(migrations, found ?? name, "migration.sql"), "utf8");
    },
    diff: () => migrate(["diff", "--from-migrations", migrations], at("postgres")),
  };
}

/** The owner's URL of another database on the run's Postgres. */
function at(database: string): string {
  const url = new URL(inject("cluster").ownerUrl);
  url.pathname = `/${database}`;
  return url.href;
}

const migrate = (args: readonly string[], url?: string) =>
  run(process.execPath, [join(api, "src/bin/migrate.ts"), ...args], {
    PATH: process.env["PATH"],
    ...(url !== undefined && { MIGRATE_DATABASE_URL: url }),
  });

/** Nothing but the given environment reaches the program, and none of a terminal. */
function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  return new Promise<{ code: number | null; output: string }>((resolve) => {
    const child = execFile(program, args, { env, cwd: tmpdir() }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode, output: stdout + stderr }),
    );
    child.stdin?.end();
  });
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<object>(text)).rows;
  } finally {
    await client.end();
  }
}
