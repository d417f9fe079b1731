import { createHash } from "node:crypto";
import { glob, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { dateIn } from "../dates.ts";
import { openDatabase } from "../open-database.ts";
import { run } from "../program.ts";
import { makeFolder, type World } from "../world.ts";

export interface ScaleOptions {
  readonly listings: number;
  readonly seed: number;
  /** A folder in which the filled database stays for the next run; without one it is thrown away. */
  readonly keep: string | undefined;
  say(line: string): void;
}

/** Taken stretches of nights for each home. */
const staysEach = 10;

/** A database that `seed:scale` has filled, or one that it has filled before with the same. */
export async function startScaleWorld(options: ScaleOptions): Promise<World> {
  const { listings, keep, say } = options;
  const { folder, remove } = await makeFolder();
  const ends: (() => Promise<unknown>)[] = [remove];
  const stop = async () => {
    for (const end of ends.splice(0).toReversed()) await end();
  };
  try {
    const place = keep === undefined ? folder : join(keep, `homes-${listings}`);
    const note = join(place, "filled-with.json");
    const wanted = JSON.stringify({ listings, seed: options.seed, of: await fingerprint() });
    const isFilled = await holds(note, wanted);
    const dir = join(place, "postgres");
    if (!isFilled) await rm(dir, { recursive: true, force: true });
    await mkdir(place, { recursive: true });
    const log = join(folder, "set-up.log");
    const database = await openDatabase({ dir, log, settings: largeSettings });
    ends.push(database.stop);
    if (!isFilled) {
      say(`Making ${listings.toLocaleString("en")} homes …`);
      await fill(database.ownerUrl, options, log);
      await writeFile(note, wanted);
    }
    await warm(database.client);
    return { folder, appUrl: database.appUrl, client: database.client, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** As an operator would set it for so many rows: an eighth of the memory, since several sizes may run beside each other. */
const largeSettings = {
  shared_buffers: `${Math.max(128, Math.min(8192, Math.floor(totalmem() / 8 / 2 ** 20)))}MB`,
  max_wal_size: "8GB",
} as const;

async function fill(url: string, { listings, seed }: ScaleOptions, log: string): Promise<void> {
  const numbers = ["--listings", String(listings), "--bookings", String(listings * staysEach), "--seed", String(seed)];
  const args = [...numbers, "--day", dateIn(new Date(), 0), "--database", url];
  await run({ file: "apps/api/src/bin/seed-scale.ts", args, env: {}, log });
}

const root = fileURLToPath(new URL("../../../..", import.meta.url));
const sources = ["apps/api/prisma/migrations/*/migration.sql", "apps/api/src/import/scale/*.ts"] as const;

/** What a filled database depends on besides its numbers: its tables, and what makes its rows. */
async function fingerprint(): Promise<string> {
  const digest = createHash("sha256");
  const files: string[] = [];
  for await (const file of glob([...sources], { cwd: root, exclude: ["**/*.test.ts"] })) files.push(file);
  for (const file of files.toSorted()) digest.update(file).update(await readFile(join(root, file)));
  return digest.digest("hex");
}

const staleDays = 30;
const dayMs = 86_400_000;

/** Whether a run before filled it with the same, and not so long ago that its calendars lie behind. */
async function holds(note: string, wanted: string): Promise<boolean> {
  const found = await readFile(note, "utf8").catch(() => undefined);
  if (found !== wanted) return false;
  const { mtimeMs } = await stat(note);
  return Date.now() - mtimeMs < staleDays * dayMs;
}

/** Reads what searches read, as it is where a server has run for a while, and not only just started. */
async function warm(client: pg.Client): Promise<void> {
  await client.query("create extension if not exists pg_prewarm");
  await client.query(`select pg_prewarm(c.oid) from pg_class c left join pg_index i on i.indexrelid = c.oid
    where coalesce(i.indrelid, c.oid) in (select oid from pg_class where relname in ('listing', 'listing_search', 'listing_text', 'vocab'))`);
}
