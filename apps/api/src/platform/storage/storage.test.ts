import { randomUUID } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startObjectStore } from "../../../test/object-store/object-store.ts";
import { registerFiles } from "../../surfaces/files/files.ts";
import { registerUploads } from "../../surfaces/files/uploads.ts";
import { createHttp } from "../../surfaces/http/server.ts";
import { createLog } from "../log.ts";
import { createFolderStorage } from "./folder-storage.ts";
import { createS3Storage } from "./s3-storage.ts";
import type { Storage, UploadGrant } from "./storage.ts";

interface Place {
  readonly storage: Storage;
  close(): Promise<void>;
}

/** A folder, with the routes that serve it. */
async function openFolder(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), "roost-files-"));
  const log = createLog({ level: "silent" });
  const isAllowedOrigin = () => false;
  const app = await createHttp({ origin: "", log, trustProxy: [], isAllowedOrigin, eventLoopDelayMs: 60_000 });
  // The address is known once the server listens, and the routes have to be there before.
  const parts = { folder, secret: "a secret of tests" };
  const { files } = createFolderStorage({ ...parts, origin: "" });
  registerFiles(app, files);
  await registerUploads(app, files);
  const origin = await app.listen({ port: 0, host: "127.0.0.1" });
  return {
    storage: createFolderStorage({ ...parts, origin }).storage,
    async close() {
      await app.close();
      expect(await readdir(join(folder, "incoming"))).toEqual([]);
      await rm(folder, { recursive: true });
    },
  };
}

async function openStore(): Promise<Place> {
  const store = await startObjectStore();
  const { variables } = store;
  const storage = createS3Storage({
    ...{ bucket: variables["S3_BUCKET"] ?? "", region: "us-east-1", endpoint: store.url, forcePathStyle: true },
    accessKeyId: variables["S3_ACCESS_KEY_ID"] ?? "",
    secretAccessKey: variables["S3_SECRET_ACCESS_KEY"] ?? "",
  });
  return { storage, close: () => store.close() };
}

const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes);

const put = ({ method, url, headers }: UploadGrant, text: string, other: Record<string, string> = {}) =>
  fetch(url, { method, headers: { ...headers, ...other }, body: text });

describe.each([
  ["a folder", openFolder],
  ["an S3-compatible store", openStore],
])("%s", (_name, open) => {
  let place: Place;
  let storage: Storage;
  beforeAll(async () => {
    place = await open();
    storage = place.storage;
  });
  afterAll(() => place.close());

  const grantFor = (key: string, text = "a picture") =>
    storage.grantUpload({ key, contentType: "image/png", bytes: text.length });

  test("answers", async () => {
    await expect(storage.check()).resolves.toBeUndefined();
  });

  test("keeps what is written, under its name", async () => {
    const key = `private/${randomUUID()}/a-file`;
    expect(await storage.sizeOf(key)).toBeUndefined();
    expect(await storage.read(key, 100)).toBeUndefined();
    await storage.write({ key, contentType: "image/webp", body: bytesOf("hello") });
    expect(await storage.sizeOf(key)).toBe(5);
    expect(textOf(await storage.read(key, 5))).toBe("hello");
    expect(textOf(await storage.readStart(key, 3))).toBe("hel");
    await storage.write({ key, contentType: "image/webp", body: bytesOf("goodbye") });
    expect(textOf(await storage.read(key, 7))).toBe("goodbye");
  });

  test("reads nothing that is longer than it may be", async () => {
    const key = `private/${randomUUID()}/a-file`;
    await storage.write({ key, contentType: "image/webp", body: bytesOf("hello") });
    expect(await storage.read(key, 4)).toBeUndefined();
  });

  test("lets a bearer of a granted address send that one file", async () => {
    const key = `private/${randomUUID()}/upload`;
    const grant = await grantFor(key);
    expect(grant).toMatchObject({ method: "PUT", headers: { "content-type": "image/png" } });
    const inMs = Date.parse(grant.expiresAt) - Date.now();
    expect(inMs / 60_000).toBeGreaterThan(14);
    expect(inMs / 60_000).toBeLessThanOrEqual(15);
    expect((await put(grant, "a picture")).status).toBe(200);
    expect(textOf(await storage.read(key, 100))).toBe("a picture");
    // Again until the address expires, as after a lost answer.
    expect((await put(grant, "A PICTURE")).status).toBe(200);
    expect(textOf(await storage.read(key, 100))).toBe("A PICTURE");
  });

  test.each([
    ["a longer file", (grant: UploadGrant) => put(grant, "a picture and more")],
    ["a shorter file", (grant: UploadGrant) => put(grant, "a pic")],
    ["another type", (grant: UploadGrant) => put(grant, "a picture", { "content-type": "text/html" })],
    ["another method", ({ url, headers }: UploadGrant) => fetch(url, { method: "POST", headers, body: "a picture" })],
    [
      "an address that was edited",
      (grant: UploadGrant) =>
        put({ ...grant, url: grant.url.replace(/.$/, (end) => (end === "0" ? "1" : "0")) }, "a picture"),
    ],
    ["reading by it", ({ url }: UploadGrant) => fetch(url)],
  ])("refuses %s, and keeps nothing", async (_what, send) => {
    const key = `private/${randomUUID()}/upload`;
    const answer = await send(await grantFor(key));
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(await storage.sizeOf(key)).toBeUndefined();
  });

  test("shows to anybody what is below public/, for good, and nothing else", async () => {
    const id = randomUUID();
    const shown = `public/photos/${id}/0a1b-320.webp`;
    const hidden = `private/photos/${id}/0a1b-320.webp`;
    for (const key of [shown, hidden]) await storage.write({ key, contentType: "image/webp", body: bytesOf("seen") });
    const answer = await fetch(storage.urlOf(shown));
    expect([answer.status, await answer.text()]).toEqual([200, "seen"]);
    expect(answer.headers.get("content-type")).toBe("image/webp");
    expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    const known = { "if-none-match": answer.headers.get("etag") ?? "" };
    expect((await fetch(storage.urlOf(shown), { headers: known })).status).toBe(304);
    expect((await fetch(storage.urlOf(hidden))).ok).toBe(false);
    expect((await fetch(storage.urlOf(shown).replace("320", "800"))).ok).toBe(false);
  });

  test("removes a folder with everything in it, and its like not", async () => {
    const [id, other] = [randomUUID(), randomUUID()];
    const keys = ["1.webp", "2.webp"].map((name) => `public/photos/${id}/${name}`);
    const stays = `public/photos/${other}/1.webp`;
    for (const key of [...keys, stays]) await storage.write({ key, contentType: "image/webp", body: bytesOf("x") });
    await storage.removeFolder(`public/photos/${id}`);
    await storage.removeFolder(`public/photos/${id}`);
    expect(await Promise.all(keys.map((key) => storage.sizeOf(key)))).toEqual([undefined, undefined]);
    expect(await storage.sizeOf(stays)).toBe(1);
  });

  test("lists the folders in a folder; of a folder that is not there none", async () => {
    const folder = `private/${randomUUID()}`;
    const ids = [randomUUID(), randomUUID(), randomUUID()];
    for (const id of ids) {
      await storage.write({ key: `${folder}/${id}/a-file`, contentType: "image/webp", body: bytesOf("x") });
    }
    const found = await storage.listFolders(folder);
    expect([[...found.names].sort(), found.next]).toEqual([ids.toSorted(), undefined]);
    expect((await storage.listFolders(`private/${randomUUID()}`)).names).toEqual([]);
  });
});
