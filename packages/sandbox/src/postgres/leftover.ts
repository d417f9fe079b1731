import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";

/** Ends a server that an earlier, killed process left running on this data, and clears what would bar a start. */
export async function endLeftover(data: string): Promise<void> {
  const pid = await recordedPid(data);
  if (pid === undefined || !isAlive(pid)) return;
  if (!(await isPostmaster(pid, data))) {
    // The id is another program's by now. Postgres would take that for a running server and refuse to start.
    await rm(pidFile(data), { force: true });
    return;
  }
  for (const [signal, patience] of escalation) {
    send(pid, signal);
    if (await gone(pid, data, patience)) return;
  }
  throw new Error(`An earlier Postgres (pid ${pid}) on ${data} does not end`);
}

/** Fast shutdown; then an immediate one, which the next start repairs from the write-ahead log; then force. */
const escalation = [
  ["SIGINT", 20_000],
  ["SIGQUIT", 5_000],
  ["SIGKILL", 5_000],
] as const;

export const pidFile = (data: string): string => join(data, "postmaster.pid");

/** A crash of the machine can leave the file empty or torn; a server that just starts fills it at once. */
async function recordedPid(data: string): Promise<number | undefined> {
  for (let tries = 0; tries < 50; tries += 1) {
    const text = await readFile(pidFile(data), "utf8").catch(() => undefined);
    if (text === undefined) return undefined;
    const pid = Number(text.split("\n")[0]);
    if (Number.isInteger(pid) && pid > 0) return pid;
    await delay(20);
  }
  await rm(pidFile(data), { force: true });
  return undefined;
}

async function gone(pid: number, data: string, patience: number): Promise<boolean> {
  const deadline = Date.now() + patience;
  while (isAlive(pid) && (await isPostmaster(pid, data))) {
    if (Date.now() > deadline) return false;
    await delay(10);
  }
  return true;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended on its own in between.
  }
}

async function isPostmaster(pid: number, data: string): Promise<boolean> {
  const [program = "", ...args] = await commandLine(pid);
  return program.endsWith("postgres") && args.includes(data);
}

async function commandLine(pid: number): Promise<readonly string[]> {
  if (existsSync("/proc/self/cmdline")) {
    return (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")).split("\0");
  }
  const { stdout } = await promisify(execFile)("ps", ["-ww", "-p", String(pid), "-o", "command="]);
  return stdout.trim().split(" ");
}
