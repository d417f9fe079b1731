import { randomUUID } from "node:crypto";
import { Listing, Photo, PhotoList, PhotoRequested } from "@roost/contract";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { keepUpload, showPhoto, tinyPng } from "../../../../test/photos.ts";
import { draw } from "../../../../test/pictures.ts";
import { type Rig, startRig } from "../../../../test/rig.ts";
import type { UserActor } from "../../../platform/action.ts";
import { storagePort } from "../../../platform/storage/storage.ts";
import { getListing } from "../get-listing.ts";
import { confirmPhoto, processPhotoQueue } from "./confirm-photo.ts";
import { deletePhoto, removeFilesQueue } from "./delete-photo.ts";
import { getPhoto } from "./get-photo.ts";
import { photoQueues } from "./jobs.ts";
import { privateFolder, publicFolder, variantKey } from "./photo-files.ts";
import { processPhoto } from "./process-photo.ts";
import { reorderPhotos } from "./reorder-photos.ts";
import { requestPhoto } from "./request-photo.ts";
import { updatePhoto } from "./update-photo.ts";

let rig: Rig;
let host: UserActor;
let listingId: string;
beforeAll(async () => {
  rig = await startRig();
  host = await rig.addUser(["guest", "host"]);
});
beforeEach(async () => {
  listingId = await rig.addHome({ host_id: host.userId });
});
afterAll(() => rig.close());

const storage = () => storagePort.from(rig.app);
const work = () => ({ engine: rig.app.engine, house: rig.app.house, sql: rig.sql });
const request = async (file: Uint8Array = tinyPng) => {
  const input = { listingId, contentType: "image/png", bytes: file.length };
  const { photo, upload } = PhotoRequested.parse(await rig.call(requestPhoto, input, host));
  return { photoId: photo.id, upload };
};
const confirm = (photoId: string) => rig.call(confirmPhoto, { listingId, photoId }, host);
const photoOf = async (photoId: string): Promise<Photo> =>
  Photo.parse(await rig.call(getPhoto, { listingId, photoId }, host));
const sent = async (file: Uint8Array = tinyPng) => {
  const { photoId, upload } = await request(file);
  await keepUpload(rig, upload.url, file);
  await confirm(photoId);
  return photoId;
};
const events = async () =>
  (
    await rig.sql.all<{ type: string }>("test_photo_events", "select type from event where data ->> 'listingId' = $1", [
      listingId,
    ])
  ).map(({ type }) => type);

test("a confirmed photo is one job; confirming it again is none", async () => {
  const before = (await rig.jobs(processPhotoQueue)).length;
  const photoId = await sent();
  await confirm(photoId);
  expect((await rig.jobs(processPhotoQueue)).slice(before)).toEqual([{ photoId }]);
});

test("a photo is settled once, says so once, and its upload goes; a repeated job changes nothing", async () => {
  const photoId = await sent();
  const [queue] = photoQueues(work());
  await queue?.handle({ photoId });
  const photo = await photoOf(photoId);
  expect(photo).toMatchObject({ status: "ready", width: 1, height: 1 });
  await queue?.handle({ photoId });
  expect(await photoOf(photoId)).toEqual(photo);
  expect(await events()).toEqual(["listing.changed"]);
  expect((await storage().listFolders("private/photos")).names).not.toContain(photoId);
});

test("a job that was cut off before its photo was settled makes the same files again", async () => {
  const file = await draw({ width: 400, height: 300 }).png().toBuffer();
  const photoId = await sent(file);
  await processPhoto(work(), photoId);
  const made = await photoOf(photoId);
  await rig.sql.run(
    "test_unsettle",
    `update photo set status = 'processing', hash = null, width = null, height = null, widths = '{}', thumbhash = null
     where id = $1`,
    [photoId],
  );
  const row = await rig.sql.one<{ upload_name: string }>("test_upload", "select upload_name from photo where id = $1", [
    photoId,
  ]);
  const key = `${privateFolder(photoId)}/${row?.upload_name}`;
  await storage().write({ key, contentType: "image/png", body: file });
  await processPhoto(work(), photoId);
  expect(await photoOf(photoId)).toEqual(made);
});

test("an upload that is gone when it is looked at is rejected as lost, and a photo that is gone is no matter", async () => {
  const photoId = await sent();
  await storage().removeFolder(privateFolder(photoId));
  await processPhoto(work(), photoId);
  expect(await photoOf(photoId)).toMatchObject({ status: "rejected", rejection: "lost" });
  expect(await events()).toEqual([]);
  await rig.call(deletePhoto, { listingId, photoId }, host);
  await processPhoto(work(), photoId);
});

test("refuses to confirm a file of another length than was announced", async () => {
  const { photoId } = await request();
  const row = await rig.sql.one<{ upload_name: string }>("test_upload", "select upload_name from photo where id = $1", [
    photoId,
  ]);
  const key = `${privateFolder(photoId)}/${row?.upload_name}`;
  await storage().write({ key, contentType: "image/png", body: tinyPng.subarray(0, 50) });
  await expect(confirm(photoId)).rejects.toMatchObject({ code: "photo.invalid", details: { reason: "length" } });
  await storage().write({ key, contentType: "image/png", body: Buffer.alloc(tinyPng.length) });
  await expect(confirm(photoId)).rejects.toMatchObject({ code: "photo.invalid", details: { reason: "type" } });
});

test("a home has at most 40 photos; those whose file never came do not count", async () => {
  const fill = (status: string, expires: string) =>
    rig.sql.run(
      "test_fill",
      `insert into photo (id, listing_id, status, position, content_type, bytes, upload_name, upload_expires_at, created_at)
       select gen_random_uuid(), $1, $2::photo_status, n, 'image/png', 1, 'x', now() + $3::interval, now()
       from generate_series(1, 39) n`,
      [listingId, status, expires],
    );
  await fill("processing", "0");
  await fill("awaiting_upload", "-1 minute");
  await request();
  await expect(request()).rejects.toMatchObject({ code: "photo.too_many" });
});

test("a 41st photo is refused, however many are asked for at once", async () => {
  const asked = await Promise.allSettled(Array.from({ length: 45 }, () => request()));
  expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(40);
  const rows = await rig.sql.all<{ position: number }>(
    "test_positions",
    "select position from photo where listing_id = $1 order by position",
    [listingId],
  );
  expect(rows.map(({ position }) => position)).toEqual(Array.from({ length: 40 }, (_, at) => at));
});

test("those that are named come first, the others stay behind them as they were", async () => {
  const ids: string[] = [];
  for (let made = 0; made < 4; made += 1) ids.push((await request()).photoId);
  const [first, second, third, fourth] = ids;
  const order = async (photoIds: readonly unknown[]) =>
    PhotoList.parse(await rig.call(reorderPhotos, { listingId, photoIds }, host)).data.map(({ id }) => id);
  expect(await order([third])).toEqual([third, first, second, fourth]);
  expect(await order([fourth, first])).toEqual([fourth, first, third, second]);
  const listing = Listing.parse(await rig.call(getListing, { listingId }, host));
  expect(listing.photos.map(({ id }) => id)).toEqual([fourth, first, third, second]);
  await expect(order([first, listingId])).rejects.toMatchObject({ issues: [{ pointer: "/photoIds/1" }] });
});

test("photos of an archived home cannot be added", async () => {
  await rig.sql.run("test_archive", "update listing set status = 'archived' where id = $1", [listingId]);
  await expect(request()).rejects.toMatchObject({ code: "listing.state" });
});

test("a change of a photo that strangers see is one of its home", async () => {
  const { photoId } = await request();
  await rig.call(updatePhoto, { listingId, photoId, alt: "Nobody sees it yet" }, host);
  expect(await events()).toEqual([]);
  await showPhoto(rig, photoId);
  await rig.call(updatePhoto, { listingId, photoId, alt: "The hall" }, host);
  await rig.call(deletePhoto, { listingId, photoId }, host);
  expect(await events()).toEqual(["listing.changed", "listing.changed"]);
});

test("the files of a deleted photo go by a job", async () => {
  const photoId = await sent();
  await processPhoto(work(), photoId);
  await rig.call(deletePhoto, { listingId, photoId }, host);
  const jobs = await rig.jobs(removeFilesQueue);
  expect(jobs.at(-1)).toEqual({ photoId });
  expect((await storage().listFolders("public/photos")).names).toContain(photoId);
  await photoQueues(work())[1]?.handle({ photoId });
  expect((await storage().listFolders("public/photos")).names).not.toContain(photoId);
});

test("sweeps remove what belongs to nobody: files without a photo, uploads that are done with or never came", async () => {
  const gone = ["019ac1f0-3c00-7a11-8d02-5b6e2f9c1a71", "not-an-id"];
  const kept = await sent();
  const done = await sent();
  await processPhoto(work(), done);
  const late = await request();
  await keepUpload(rig, late.upload.url, tinyPng);
  const old = "update photo set upload_expires_at = now() - interval '61 minutes' where id = $1";
  await rig.sql.run("test_old", old, [late.photoId]);
  const body = tinyPng;
  for (const id of [...gone, done]) {
    await storage().write({ key: `${privateFolder(id)}/again`, contentType: "image/png", body });
  }
  for (const id of gone) {
    await storage().write({ key: variantKey(id, { hash: "a", width: 1, format: "webp" }), contentType: "x", body });
  }
  for (const sweep of rig.app.sweeps.filter(({ name }) => name.includes("photo"))) await sweep.run();
  const uploads = (await storage().listFolders("private/photos")).names;
  expect(uploads).toContain(kept);
  for (const id of [...gone, done, late.photoId]) expect(uploads).not.toContain(id);
  const shown = (await storage().listFolders("public/photos")).names;
  expect(shown).toContain(done);
  for (const id of gone) expect(shown).not.toContain(id);
  await expect(photoOf(late.photoId)).rejects.toMatchObject({ code: "not_found" });
});

test("many orphans are removed some at a time, and every page is come to", async () => {
  const ids = Array.from({ length: 60 }, () => randomUUID());
  for (const id of ids) await storage().write({ key: `${privateFolder(id)}/x`, contentType: "x", body: tinyPng });
  const [sweep] = rig.app.sweeps.filter(({ name }) => name === "photo uploads");
  expect([await sweep?.run(), await sweep?.run(), await sweep?.run()]).toEqual([50, 10, 0]);
});

test("a photo whose files are lost is shown to its host alone, until they come back", async () => {
  const photoId = await sent();
  await processPhoto(work(), photoId);
  const [sweep] = rig.app.sweeps.filter(({ name }) => name === "lost photos");
  const stranger = await rig.addUser();
  const seen = async (actor: UserActor) => rig.call(getListing, { listingId }, actor);
  expect(await sweep?.run()).toBe(0);
  const photo = await photoOf(photoId);
  const row = await rig.sql.one<{ hash: string }>("test_hash", "select hash from photo where id = $1", [photoId]);
  const key = variantKey(photoId, { hash: row?.hash ?? "", width: 1, format: "webp" });
  const body = await storage().read(key, 10_000);
  await storage().removeFolder(publicFolder(photoId));
  expect(await sweep?.run()).toBe(1);
  expect(await seen(host)).toMatchObject({ photos: [{ status: "rejected", rejection: "lost", variants: [] }] });
  expect(await rig.call(getPhoto, { listingId, photoId }, host)).toMatchObject({ rejection: "lost" });
  await expect(rig.call(getPhoto, { listingId, photoId }, stranger)).rejects.toMatchObject({ code: "not_found" });
  await storage().write({ key, contentType: "image/webp", body: body ?? tinyPng });
  expect(await sweep?.run()).toBe(1);
  expect(await photoOf(photoId)).toEqual(photo);
});
