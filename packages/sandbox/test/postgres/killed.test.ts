import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startPostgres } from "../../src/postgres/index.ts";
import {
  commandLine,
  hasProc,
  isRoot,
  noProcessLeft,
  postmasterOf,
  processesOf,
  query,
  startHolder,
  tempFolder,
} from "./support.ts";

const rows = "CREATE TABLE stay AS SELECT generate_series(1, 1000)";

async function rowsAfterRestart(dir: string): Promise<readonly unknown[]> {
  const before = performance.now();
  const server = await startPostgres({ dir });
  onTestFinished(() => server.stop());
  expect(performance.now() - before).toBeLessThan(5000);
  expect(server.reused).toBe(true);
  return query(server.url(), "SELECT count(*)::int FROM stay");
}

test("committed rows outlive a SIGKILL of our process, and the next start waits for nothing", async () => {
  const dir = await tempFolder();
  const holder = await startHolder(dir);
  await query(holder.url, rows);
  await holder.kill();
  expect(await rowsAfterRestart(dir)).toEqual([1000]);
});

test.skipIf(!hasProc)("a SIGKILL of our process leaves no Postgres behind", async () => {
  const dir = await tempFolder();
  const holder = await startHolder(dir);
  expect(processesOf(dir)).not.toEqual([]);
  await holder.kill();
  await noProcessLeft(dir);
});

test.skipIf(!hasProc)("a server whose watcher was killed too is ended by the next start", async () => {
  const dir = await tempFolder();
  const holder = await startHolder(dir);
  await query(holder.url, rows);
  const postmaster = await postmasterOf(dir);
  const watchers = processesOf(dir).filter((pid) => commandLine(pid)[0] === "sh");
  expect(watchers).toHaveLength(1);
  for (const pid of watchers) process.kill(pid, "SIGKILL");
  await expect.poll(() => processesOf(dir), { interval: 5 }).toEqual([postmaster]);
  await holder.kill();
  expect(await rowsAfterRestart(dir)).toEqual([1000]);
  expect(processesOf(dir)).not.toContain(postmaster);
});

test.skipIf(!hasProc)("after the death of everything at once the rows are recovered", async () => {
  const dir = await tempFolder();
  const holder = await startHolder(dir);
  await query(holder.url, rows);
  const all = processesOf(dir);
  for (const pid of all) process.kill(pid, "SIGSTOP");
  const dead = holder.kill();
  for (const pid of all) process.kill(pid, "SIGKILL");
  await dead;
  expect(await rowsAfterRestart(dir)).toEqual([1000]);
  expect(await readFile(join(dir, "postgres.log"), "utf8")).toContain("automatic recovery in progress");
});

test.skipIf(!hasProc)("a recorded id that is another program's by now does not bar the start", async () => {
  const dir = await tempFolder();
  await (await startPostgres({ dir, durable: false })).stop();
  const data = join(dir, "data");
  // Of the same user as Postgres, since that is whom Postgres would believe to be a running server.
  const bystander = spawn("sleep", ["600"], isRoot ? { uid: 65534, gid: 65534 } : {});
  onTestFinished(() => void bystander.kill());
  await once(bystander, "spawn");
  await writeFile(join(data, "postmaster.pid"), `${bystander.pid}\n${data}\n1\n5432\n\n127.0.0.1\n0 0\nready\n`);
  const server = await startPostgres({ dir, durable: false });
  onTestFinished(() => server.stop());
  expect(await query(server.url(), "SELECT 1")).toEqual([1]);
  expect(bystander.exitCode).toBeNull();
});

test.each(["", "torn"])("a postmaster.pid that holds %j does not bar the start", async (content) => {
  const dir = await tempFolder();
  await (await startPostgres({ dir, durable: false })).stop();
  await writeFile(join(dir, "data", "postmaster.pid"), content);
  const server = await startPostgres({ dir, durable: false });
  onTestFinished(() => server.stop());
  expect(await query(server.url(), "SELECT 1")).toEqual([1]);
});

test("a second start on a folder in use names the first, and does it no harm", async () => {
  const dir = await tempFolder();
  const holder = await startHolder(dir);
  const message = `End it with: kill ${holder.child.pid}`;
  await expect(startPostgres({ dir })).rejects.toThrow(message);
  expect(await query(holder.url, "SELECT 1")).toEqual([1]);
});

test("of two starts at once in one process, one wins", async () => {
  const dir = await tempFolder();
  const outcomes = await Promise.allSettled([startPostgres({ dir }), startPostgres({ dir })]);
  const servers = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
  for (const server of servers) onTestFinished(() => server.stop());
  expect(servers).toHaveLength(1);
  const [refused] = outcomes.filter(({ status }) => status === "rejected");
  expect(refused).toMatchObject({ reason: { message: expect.stringContaining(`kill ${process.pid}`) } });
});
