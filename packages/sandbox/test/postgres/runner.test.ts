import { execFileSync } from "node:child_process";
import { chmod, chown, cp, mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { copyBinaries, findBinaries } from "../../src/postgres/binaries.ts";
import { startCluster } from "../../src/postgres/cluster.ts";
import { startPostgres } from "../../src/postgres/index.ts";
import { chooseRunner, prepare, type Way, waysToRun } from "../../src/postgres/runner.ts";
import { startServer } from "../../src/postgres/server.ts";
import { isRoot, noProcessLeft, query, startHolder, tempFolder } from "./support.ts";

const nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];

test("whoever is not root runs Postgres as himself", () => {
  expect(waysToRun(1000)[0]).toEqual({ prefix: [], spawnAs: {} });
});

test("root never does", () => {
  for (const { prefix, spawnAs } of waysToRun(0)) expect(prefix.length > 0 || spawnAs.uid !== undefined).toBe(true);
});

test.runIf(isRoot)("root serves a folder under a home that is closed to others", async () => {
  const home = await tempFolder();
  await chmod(home, 0o700);
  const server = await startPostgres({ dir: join(home, "deep", "er"), durable: false });
  onTestFinished(() => server.stop());
  expect(await query(server.url(), "SELECT 1")).toEqual([1]);
});

test.runIf(isRoot)("the same data is served in each way that this machine allows", async () => {
  const dir = await tempFolder();
  await chmod(dir, 0o755);
  await useOwnTempFolder();
  const ways = waysToRun(0).filter(canRun);
  expect(ways.length).toBeGreaterThan(0);
  for (const way of [...ways, ...ways]) {
    const runner = await prepare(way, dir);
    const cluster = await startCluster(runner, { dir, durable: false });
    const server = await startServer(cluster, { dir, durable: false });
    const url = `postgresql://postgres:${cluster.password}@127.0.0.1:${server.port}/postgres`;
    await query(url, "CREATE TABLE IF NOT EXISTS stay AS SELECT 1");
    await server.stop();
    expect((await stat(join(dir, "data"))).uid).toBe(runner.owner?.uid);
  }
});

test.runIf(isRoot)("programs below a closed home are run by a way that reaches them", async () => {
  const home = await tempFolder();
  await chmod(home, 0o700);
  const closed = join(home, "node_modules");
  await cp(join(findBinaries(), ".."), closed, { recursive: true, verbatimSymlinks: true });
  await useOwnTempFolder();
  const copy = await copyBinaries(join(closed, "bin"));
  expect(execFileSync(join(copy, "postgres"), ["--version"], { uid: 65534, gid: 65534 }).toString()).toContain("18.");
  expect(await copyBinaries(join(closed, "bin"))).toBe(copy);
  const dir = join(home, "database");
  await mkdir(dir);
  const runner = await chooseRunner(dir, join(closed, "bin"));
  const cluster = await startCluster(runner, { dir, durable: false });
  const server = await startServer(cluster, { dir, durable: false });
  expect(cluster.reused).toBe(false);
  await server.stop();
});

test.runIf(isRoot && canRun({ prefix: nobody, spawnAs: {} }))("another user than root can run it all", async () => {
  const dir = join(await tempFolder(), "own");
  await mkdir(dir);
  await chmod(join(dir, ".."), 0o755);
  await chown(dir, 65534, 65534);
  const holder = await startHolder(dir, nobody);
  expect(await query(holder.url, "SELECT 1")).toEqual([1]);
  expect((await stat(join(dir, "data"))).uid).toBe(65534);
  await holder.kill();
  await noProcessLeft(dir);
});

test("a folder that cannot be used is named", async () => {
  await expect(startPostgres({ dir: "/dev/null/database" })).rejects.toThrow(
    "The database folder /dev/null/database cannot be used",
  );
});

test("where no way works the error tells of each", async () => {
  await useOwnTempFolder();
  await expect(chooseRunner("/no/such/folder")).rejects.toThrow(/cannot be run on \/no\/such\/folder: direct: .+; /);
});

/** For the copies of the programs, which otherwise outlive the test. */
async function useOwnTempFolder(): Promise<void> {
  const folder = await tempFolder();
  await chmod(folder, 0o755);
  vi.stubEnv("TMPDIR", folder);
  onTestFinished(() => void vi.unstubAllEnvs());
}

function canRun({ prefix, spawnAs }: Way): boolean {
  const [program, ...args] = [...prefix, process.execPath, "--version"];
  try {
    execFileSync(program, args, { ...spawnAs, stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
