import { randomBytes } from "node:crypto";
import { lchown, lstat, mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { openLog } from "./log.ts";
import type { Runner } from "./runner.ts";
import { spawnSupervised } from "./supervised.ts";

/** A data directory that is ready to be served. */
export interface Cluster {
  readonly runner: Runner;
  readonly dir: string;
  readonly data: string;
  readonly password: string;
  readonly reused: boolean;
}

export interface ClusterOptions {
  readonly dir: string;
  readonly durable: boolean;
}

export async function startCluster(runner: Runner, options: ClusterOptions): Promise<Cluster> {
  const { dir } = options;
  const data = join(dir, "data");
  const reused = await exists(data);
  if (reused) {
    await own(data, runner);
    return { runner, dir, data, password: await readPassword(dir), reused };
  }
  const password = await makePassword(dir);
  await initialise(runner, options);
  return { runner, dir, data, password, reused };
}

/** Made under another name and renamed when whole, so a death half way leaves nothing that looks like data. */
async function initialise(runner: Runner, options: ClusterOptions): Promise<void> {
  const { dir } = options;
  for (const name of await readdir(dir)) {
    if (name.startsWith("new-")) await rm(join(dir, name), { recursive: true, force: true });
  }
  const fresh = join(dir, `new-${randomBytes(6).toString("hex")}`);
  await mkdir(fresh, { mode: 0o700 });
  const passwordCopy = join(fresh, "password");
  await writeSynced(passwordCopy, await readPassword(dir));
  await own(fresh, runner);
  await runInitdb(runner, fresh, options);
  await rename(join(fresh, "data"), join(dir, "data"));
  await syncFolder(dir);
  await rm(fresh, { recursive: true });
}

async function runInitdb(runner: Runner, fresh: string, options: ClusterOptions): Promise<void> {
  const data = join(fresh, "data");
  const command = [
    join(runner.bin, "initdb"),
    `--pgdata=${data}`,
    `--pwfile=${join(fresh, "password")}`,
    "--username=postgres",
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
    ...(options.durable ? [] : ["--no-sync"]),
  ];
  const log = await openLog(options.dir);
  try {
    const initdb = await spawnSupervised(runner, command, log.descriptor);
    await initdb.ended;
    if (await exists(join(data, "PG_VERSION"))) return;
    throw new Error(`Postgres could not make a database in ${options.dir}:\n${await log.tail()}`);
  } finally {
    await log.close();
  }
}

const passwordFile = (dir: string) => join(dir, "password");

async function readPassword(dir: string): Promise<string> {
  try {
    return (await readFile(passwordFile(dir), "utf8")).trim();
  } catch (cause) {
    throw new Error(`The database's password cannot be read from ${passwordFile(dir)}`, { cause });
  }
}

async function makePassword(dir: string): Promise<string> {
  const password = randomBytes(24).toString("base64url");
  await writeSynced(passwordFile(dir), password);
  return password;
}

async function writeSynced(path: string, text: string): Promise<void> {
  await rm(path, { force: true });
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(`${text}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(dir: string): Promise<void> {
  const folder = await open(dir);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** The data may come from a start that had to run Postgres under another id. The folder itself goes last, as the mark. */
async function own(path: string, runner: Runner): Promise<void> {
  if (runner.owner === undefined) return;
  const { uid, gid } = runner.owner;
  if ((await lstat(path)).uid === uid) return;
  for (const entry of await readdir(path, { recursive: true })) await lchown(join(path, entry), uid, gid);
  await lchown(path, uid, gid);
}

/** Only a certain "no" is one: data that cannot be looked at must not be taken for none. */
async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}
