import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp, until } from "../app.ts";
import { advance, home, type Person, person } from "../factories.ts";
import { codeOf, send } from "../http.ts";
import { type ObjectStore, startObjectStore } from "../object-store/object-store.ts";
import { sendFile } from "../photos.ts";
import { draw } from "../pictures.ts";

let store: ObjectStore;
let app: TestApp;
let host: Person;
let listingId: string;

beforeAll(async () => {
  store = await startObjectStore();
  app = await startTestApp(store.variables);
  host = await person(app, "host");
  listingId = (await home(app, host)).id;
});
afterAll(async () => {
  await app.close();
  await store.close();
});

const photos = () => app.client(host.token).listings.photos;
const statusOf = async (photoId: string) => (await photos().get.query({ listingId, photoId })).status;
const ready = (photoId: string) =>
  until("the photo to be ready", async () => ((await statusOf(photoId)) === "ready" ? true : undefined));

test("uploads go straight to the store, and strangers fetch from it", async () => {
  const file = await draw({ width: 900, height: 700 }).jpeg().toBuffer();
  const { photo, upload } = await photos().request.mutate({ listingId, contentType: "image/jpeg", bytes: file.length });
  expect(upload.url.startsWith(`${store.url}/roost-photos/private/photos/${photo.id}/`)).toBe(true);
  await sendFile(upload, file);
  await photos().confirm.mutate({ listingId, photoId: photo.id });
  await ready(photo.id);
  const shown = await photos().get.query({ listingId, photoId: photo.id });
  for (const { url, format } of shown.variants) {
    const answer = await fetch(url);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, `image/${format}`]);
    expect(answer.headers.get("cache-control")).toContain("immutable");
  }
  // What was uploaded is nobody's to see, and does not stay.
  await until("the upload to be gone", async () => ((await fetch(upload.url)).status === 200 ? undefined : true));
  // The API serves no files itself then.
  expect((await send(app.origin, "GET /files/photos/x.webp")).status).toBe(404);
  expect((await fetch(`${app.origin}/uploads/x`, { method: "PUT", body: "x" })).status).toBe(404);
});

test("while the store is away an upload is 503, everything else works, and what was begun goes on afterwards", async () => {
  const file = await draw({ width: 400, height: 300 }).png().toBuffer();
  const asked = { contentType: "image/png", bytes: file.length } as const;
  const sent = await photos().request.mutate({ listingId, ...asked });
  await sendFile(sent.upload, file);
  const confirmed = await photos().request.mutate({ listingId, ...asked });
  await sendFile(confirmed.upload, file);

  await store.stop();
  const line = `/listings/${listingId}/photos` as const;
  const request = await send(app.rest, `POST ${line}`, { token: host.token, body: asked });
  expect([request.status, codeOf(request)]).toEqual([503, "storage.unavailable"]);
  expect(request.headers.get("retry-after")).toBe("5");
  const confirm = await send(app.rest, `POST ${line}/${sent.photo.id}/confirm`, { token: host.token });
  expect([confirm.status, codeOf(confirm)]).toEqual([503, "storage.unavailable"]);
  const seen = await app.client().listings.get.query({ listingId });
  expect(seen.photos.length).toBe(1);
  await photos().update.mutate({ listingId, photoId: sent.photo.id, alt: "The stairs" });
  await photos().delete.mutate({ listingId, photoId: seen.photos[0]?.id ?? "" });
  expect((await send(app.origin, "GET /readyz")).status).toBe(200);
  await advance(app, "PT1M");

  await store.start();
  for (const { photo } of [sent, confirmed]) {
    await photos().confirm.mutate({ listingId, photoId: photo.id });
    await ready(photo.id);
  }
  // The files of the photo that was deleted meanwhile go, too.
  const [first] = seen.photos;
  await until("its files to be gone", async () =>
    (await fetch(first?.variants[0]?.url ?? "")).status === 404 ? true : undefined,
  );
});
