import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { expect, onTestFinished } from "vitest";

export const isRoot = process.getuid?.() === 0;
export const hasProc = existsSync("/proc/self/cmdline");

export async function tempFolder(under = tmpdir()): Promise<string> {
  const dir = await realpath(await mkdtemp(join(under, "roost-postgres-")));
  // A server that is still ending writes its last files meanwhile.
  onTestFinished(() => rm(dir, { recursive: true, force: true, maxRetries: 20 }));
  return dir;
}

export async function query(url: string, text: string): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<unknown[]>({ text, rowMode: "array" });
    return rows.flat();
  } finally {
    await client.end();
  }
}

export async function postmasterOf(dir: string): Promise<number> {
  return Number((await readFile(join(dir, "data", "postmaster.pid"), "utf8")).split("\n")[0]);
}

/** Ids of the processes, shells and postmasters alike, that name this folder's data; its backends are their children. */
export function processesOf(dir: string): readonly number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => commandLine(pid).includes(join(dir, "data")));
}

export function commandLine(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  } catch {
    return [];
  }
}

export async function noProcessLeft(dir: string): Promise<void> {
  await expect.poll(() => processesOf(dir), { timeout: 10_000, interval: 5 }).toEqual([]);
}

export interface Holder {
  readonly child: ChildProcess;
  readonly url: string;
  /** SIGKILL, and the wait until it is dead. */
  kill(): Promise<void>;
}

const holderFile = fileURLToPath(new URL("holder.ts", import.meta.url));

/** A process of its own that starts Postgres on the folder and stays; `prefix` is what runs it, such as setpriv. */
export async function startHolder(dir: string, prefix: readonly string[] = []): Promise<Holder> {
  const [program, ...args] = [...prefix, process.execPath, holderFile, dir];
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const url = await new Promise<string>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`The holder ended early (${code})`)));
    child.stdout.once("data", (line: Buffer) => resolve(line.toString().trim()));
  });
  const kill = () =>
    new Promise<void>((resolve) => {
      child.once("exit", () => resolve());
      child.kill("SIGKILL");
    });
  return { child, url, kill };
}
