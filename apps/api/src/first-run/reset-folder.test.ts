import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lockFolder } from "@roost/sandbox/postgres";
import { afterEach, beforeEach, expect, test } from "vitest";
import { resetFolder } from "./reset-folder.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "roost-reset-"));
});
afterEach(() => rm(folder, { recursive: true }));

const put = (...names: string[]) => Promise.all(names.map((name) => writeFile(join(folder, name), "{}")));

test("a house's data goes, and whatever else lies there stays", async () => {
  await put("secrets.json", "stripe.sqlite", "stripe.sqlite-wal", "mail.sqlite", "notes.txt");
  await mkdir(join(folder, "postgres"));
  await mkdir(join(folder, "files", "public"), { recursive: true });
  await resetFolder(folder);
  expect(await readdir(folder)).toEqual(["notes.txt"]);
});

test("a folder that is not a house's is refused, whole", async () => {
  await put("thesis.doc", "mail.sqlite");
  await expect(resetFolder(folder)).rejects.toThrow("nothing was deleted");
  expect(await readdir(folder)).toEqual(["mail.sqlite", "thesis.doc"]);
});

test("a house that runs is refused, whole", async () => {
  await put("secrets.json");
  await mkdir(join(folder, "postgres"));
  const lock = lockFolder(join(folder, "postgres"));
  try {
    await expect(resetFolder(folder)).rejects.toThrow("Another Roost runs");
  } finally {
    lock.release();
  }
  expect(await readdir(folder)).toEqual(["postgres", "secrets.json"]);
});

test("an empty folder is fine", async () => {
  await resetFolder(folder);
  expect(await readdir(folder)).toEqual([]);
});
