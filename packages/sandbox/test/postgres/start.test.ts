import { once } from "node:events";
import { chmod, mkdir, readFile, rename, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type PostgresOptions, type PostgresServer, startPostgres } from "../../src/postgres/index.ts";
import { hasProc, noProcessLeft, postmasterOf, processesOf, query, tempFolder } from "./support.ts";

async function started(options: PostgresOptions): Promise<PostgresServer> {
  const server = await startPostgres({ durable: false, ...options });
  onTestFinished(() => server.stop());
  return server;
}

test("a database is made once, then reused with its rows", async () => {
  const dir = join(await tempFolder(), "not", "there yet");
  const first = await startPostgres({ dir });
  expect(first.reused).toBe(false);
  await query(first.url(), "CREATE TABLE stay AS SELECT 7 AS id");
  await query(first.url(), 'CREATE DATABASE "a b"');
  await first.stop();
  const second = await started({ dir });
  expect(second.reused).toBe(true);
  expect(await query(second.url(), "SELECT id FROM stay")).toEqual([7]);
  expect(await query(second.url("a b"), "SELECT current_database()")).toEqual(["a b"]);
});

test("the settings are those of a sober development server, and can be overridden", async () => {
  const server = await started({ dir: await tempFolder(), durable: true, settings: { work_mem: "9MB" } });
  const shown = async (name: string) => (await query(server.url(), `SHOW ${name}`))[0];
  expect(await shown("timezone")).toBe("UTC");
  expect(await shown("listen_addresses")).toBe("127.0.0.1");
  expect(await shown("unix_socket_directories")).toBe("");
  expect(await shown("fsync")).toBe("on");
  expect(await shown("work_mem")).toBe("9MB");
  expect(await query(server.url(), "SELECT datlocprovider, datlocale FROM pg_database LIMIT 1")).toEqual([
    "b",
    "C.UTF-8",
  ]);
  expect(await query(server.url(), "SELECT lower('ÄÖÜ') || to_tsvector('simple', 'ZÜRICH')")).toEqual([
    "äöü'zürich':1",
  ]);
});

test("a server that need not be durable skips the waits", async () => {
  const server = await started({ dir: await tempFolder() });
  expect(await query(server.url(), "SHOW fsync")).toEqual(["off"]);
  expect(await query(server.url(), "SHOW synchronous_commit")).toEqual(["off"]);
});

test("the preferred port is used, or a free one if it is taken", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  onTestFinished(() => void taken.close());
  const address = taken.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const dir = await tempFolder();
  const elsewhere = await startPostgres({ dir, port, durable: false });
  expect(elsewhere.port).not.toBe(port);
  const free = elsewhere.port;
  await elsewhere.stop();
  expect((await started({ dir, port: free })).port).toBe(free);
});

test("only the password opens it, and only its owner reads the password", async () => {
  const dir = await tempFolder();
  const server = await started({ dir });
  const password = (await readFile(join(dir, "password"), "utf8")).trim();
  await expect(query(server.url().replace(password, "guess"), "SELECT 1")).rejects.toThrow("password");
  expect((await stat(join(dir, "password"))).mode & 0o777).toBe(0o600);
  expect((await stat(join(dir, "data"))).mode & 0o777).toBe(0o700);
});

test.skipIf(!hasProc)("stop leaves no process, and may be called again", async () => {
  const dir = await tempFolder();
  const server = await startPostgres({ dir, durable: false });
  expect(processesOf(dir)).not.toEqual([]);
  await Promise.all([server.stop(), server.stop()]);
  expect(processesOf(dir)).toEqual([]);
  await server.exited;
  await server.stop();
});

test.skipIf(!hasProc)("a server that dies by itself is reported, and its folder can be started again", async () => {
  const dir = await tempFolder();
  const server = await startPostgres({ dir, durable: false });
  process.kill(await postmasterOf(dir), "SIGQUIT");
  await server.exited;
  await noProcessLeft(dir);
  const again = await started({ dir });
  expect(await query(again.url(), "SELECT 1")).toEqual([1]);
});

test("a failure names its cause from the log, and frees the folder", async () => {
  const dir = await tempFolder();
  const wrong = startPostgres({ dir, durable: false, settings: { shared_buffers: "much" } });
  await expect(wrong).rejects.toThrow(/did not start[^]*invalid value for parameter "shared_buffers"/);
  expect((await started({ dir })).reused).toBe(true);
});

test("a lost password is told, and does not cost the data", async () => {
  const dir = await tempFolder();
  await (await startPostgres({ dir, durable: false })).stop();
  const file = join(dir, "password");
  const password = await readFile(file, "utf8");
  await rename(file, `${file}.away`);
  await expect(startPostgres({ dir })).rejects.toThrow("password cannot be read");
  await rename(`${file}.away`, file);
  expect((await started({ dir })).url()).toContain(password.trim());
});

test("what a death in the middle of the making left behind is cleared", async () => {
  const dir = await tempFolder();
  await mkdir(join(dir, "new-0123", "data"), { recursive: true });
  await chmod(join(dir, "new-0123"), 0o700);
  const server = await started({ dir });
  expect(server.reused).toBe(false);
  await expect(stat(join(dir, "new-0123"))).rejects.toThrow("ENOENT");
});
