import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { until } from "../../../test/app.ts";
import { createLog } from "../../platform/log.ts";
import { createFolderStorage } from "../../platform/storage/folder-storage.ts";
import { createHttp } from "../http/server.ts";
import { registerFiles } from "./files.ts";
import { registerUploads } from "./uploads.ts";

const secret = "a secret of tests";
const shop = "https://shop.example";
let folder: string;
let origin: string;
let close: () => Promise<void>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "roost-uploads-"));
  const log = createLog({ level: "silent" });
  const isAllowedOrigin = (from: string) => from === shop;
  const app = await createHttp({ origin: "", log, trustProxy: [], isAllowedOrigin, eventLoopDelayMs: 60_000 });
  const { files } = createFolderStorage({ folder, origin: "", secret });
  registerFiles(app, files);
  await registerUploads(app, files);
  origin = await app.listen({ port: 0, host: "127.0.0.1" });
  close = () => app.close();
});
afterEach(async () => {
  await close();
  await rm(folder, { recursive: true, force: true });
});

const grant = (bytes: number) => {
  const key = `private/photos/${randomUUID()}/upload`;
  return createFolderStorage({ folder, origin, secret }).storage.grantUpload({ key, contentType: "image/png", bytes });
};
const kept = async () => (await readdir(folder, { recursive: true })).filter((path) => path.endsWith("upload"));
const codeOf = async (answer: Response) => z.object({ code: z.string() }).parse(await answer.json()).code;

test("a page of another origin may send a file, and is told so beforehand", async () => {
  const { url } = await grant(4);
  const asked = { "access-control-request-method": "PUT", "access-control-request-headers": "content-type" };
  const preflight = await fetch(url, { method: "OPTIONS", headers: { origin: shop, ...asked } });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get("access-control-allow-origin")).toBe(shop);
  expect(preflight.headers.get("access-control-allow-methods")).toContain("PUT");
  expect(preflight.headers.get("access-control-allow-headers")).toContain("content-type");
});

test("a body whose length nobody knows is refused before it is read", async () => {
  const { url, headers } = await grant(4);
  const sent = request(url, { method: "PUT", headers: { ...headers, "transfer-encoding": "chunked" } });
  sent.on("error", () => undefined);
  sent.write("ab");
  const [answer] = z.tuple([z.object({ statusCode: z.number() })]).parse(await once(sent, "response"));
  expect(answer.statusCode).toBe(400);
  sent.destroy();
  expect(await kept()).toEqual([]);
});

test("who hangs up in the middle leaves nothing behind", async () => {
  const { url, headers } = await grant(1000);
  const sent = request(url, { method: "PUT", headers: { ...headers, "content-length": 1000 } });
  sent.on("error", () => undefined);
  sent.write("x".repeat(500));
  const incoming = () => readdir(join(folder, "incoming")).catch(() => []);
  await until("it to begin", async () => ((await incoming()).length === 1 ? true : undefined));
  sent.destroy();
  await until("it to be gone", async () => ((await incoming()).length === 0 ? true : undefined));
  expect(await kept()).toEqual([]);
});

test("a disk that takes nothing is a store that is away", async () => {
  await writeFile(join(folder, "incoming"), "a file where a folder should be");
  const { url, headers } = await grant(4);
  const answer = await fetch(url, { method: "PUT", headers, body: "abcd" });
  expect([answer.status, await codeOf(answer), answer.headers.get("retry-after")]).toEqual([
    ...[503, "storage.unavailable", "5"],
  ]);
});

test.each(["x.html", "x.svg", "x", "private/x.webp", ".webp", "a/../b.webp", "a//b.webp", "a%00.webp"])(
  "serves no %s",
  async (path) => {
    await writeFile(join(folder, "x.html"), "<script>");
    const answer = await fetch(`${origin}/files/${path}`);
    expect([400, 404]).toContain(answer.status);
    expect(answer.headers.get("cache-control")).toBe("no-store");
  },
);
