import { randomUUID } from "node:crypto";
import type { Photo } from "@roost/contract";
import sharp from "sharp";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type TestApp, until } from "../app.ts";
import { home, person } from "../factories.ts";
import { send } from "../http.ts";
import { sendFile } from "../photos.ts";
import { bomb, draw, located } from "../pictures.ts";
import { type Caller, type InputOf, type OutputOf, refusal } from "./driver.ts";
import { drivers } from "./drivers.ts";
import { changes, footprint } from "./effects.ts";
import { startWorld, type World } from "./world.ts";

type Type = InputOf<"listings.photos.request">["contentType"];

/** Made before a server runs: packing it keeps this process busy for seconds on a machine that is. */
const flood = bomb(15_000);

/** What each journey left behind, by surface. */
const left = new Map<string, Map<string, readonly string[]>>(drivers.map(({ surface }) => [surface, new Map()]));

describe.each(drivers)("over $surface", (driver) => {
  const { surface, callerOf } = driver;
  let world: World;
  let app: TestApp;
  let host: World["host"];
  let stranger: Caller;
  let listingId: string;
  let before: readonly string[];

  beforeAll(async () => {
    world = await startWorld(driver);
    ({ app, host } = world);
    stranger = callerOf(app, (await person(app)).token);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    listingId = (await home(app, host, { title: "A home to look at" })).id;
    before = await footprint(app);
  });
  afterEach(async ({ task }) => {
    left.get(surface)?.set(task.name, changes(before, await footprint(app)));
  });

  const request = async (file: Uint8Array, contentType: Type, alt?: string) =>
    (await host.call("listings.photos.request", { listingId, contentType, bytes: file.length, alt })).output;
  const confirm = async (photoId: string) =>
    (await host.call("listings.photos.confirm", { listingId, photoId }, randomUUID())).output;
  const get = async (photoId: string) => (await host.call("listings.photos.get", { listingId, photoId })).output;
  const settled = (photoId: string) =>
    until("the photo to be looked at", async () => {
      const photo = await get(photoId);
      return photo.status === "processing" ? undefined : photo;
    });
  async function upload(file: Uint8Array, contentType: Type, alt?: string): Promise<Photo> {
    const { photo, upload } = await request(file, contentType, alt);
    await sendFile(upload, file);
    expect((await confirm(photo.id)).status).toBe("processing");
    return settled(photo.id);
  }
  const seenBy = async (caller: Caller): Promise<OutputOf<"listings.get">> =>
    (await caller.call("listings.get", { listingId })).output;
  const fetched = async (url: string) => {
    const answer = await fetch(url);
    return { answer, bytes: Buffer.from(await answer.arrayBuffer()) };
  };

  test("a host shows a home; nobody learns where the photo was taken", async () => {
    const file = await draw({ width: 2000, height: 1200 }).withExif(located).jpeg().toBuffer();
    const asked = await request(file, "image/jpeg", "The hall");
    expect(asked).toMatchObject({ listingId, photo: { status: "awaiting_upload", variants: [], alt: "The hall" } });
    expect((await refusal(confirm(asked.photo.id))).code).toBe("photo.not_uploaded");
    await sendFile(asked.upload, file);
    expect((await seenBy(stranger)).photos).toEqual([]);
    expect(await confirm(asked.photo.id)).toMatchObject({ status: "processing", variants: [] });
    const photo = await settled(asked.photo.id);
    expect(photo).toMatchObject({ status: "ready", width: 2000, height: 1200, rejection: null });
    expect((await confirm(photo.id)).status).toBe("ready");

    await until("strangers to see it", async () => ((await seenBy(stranger)).photos.length > 0 ? true : undefined));
    expect((await seenBy(stranger)).photos).toEqual([photo]);
    expect((await stranger.call("listings.photos.get", { listingId, photoId: photo.id })).output).toEqual(photo);
    const pages = await world.anyone().searchAll({ city: "Oslo" });
    expect(pages.flat().find(({ id }) => id === listingId)?.cover).toEqual(photo);
    expect(photo.variants.map(({ width, format }) => `${width} ${format}`)).toEqual([
      ...["320 webp", "320 jpeg", "800 webp", "800 jpeg", "1600 webp", "1600 jpeg"],
    ]);
    for (const { url, width, height, format } of photo.variants) {
      const { answer, bytes } = await fetched(url);
      expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
      expect(answer.headers.get("content-type")).toBe(`image/${format}`);
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
      const seen = await sharp(bytes).metadata();
      expect([seen.format, seen.width, seen.height, seen.exif]).toEqual([format, width, height, undefined]);
      expect(bytes.includes("Kari")).toBe(false);
    }
  });

  test("a host puts photos in order, describes them and takes them away", async () => {
    const png = await upload(await draw({ width: 500, height: 400 }).png().toBuffer(), "image/png");
    const webp = await upload(await draw({ width: 400, height: 500 }).webp().toBuffer(), "image/webp");
    const avif = await upload(await draw({ width: 300, height: 300 }).avif().toBuffer(), "image/avif");
    const orderOf = ({ photos }: OutputOf<"listings.get">) => photos.map(({ id }) => id);
    expect(orderOf(await seenBy(host))).toEqual([png.id, webp.id, avif.id]);
    const wish = { listingId, photoIds: [avif.id] };
    const { data } = (await host.call("listings.photos.reorder", wish, randomUUID())).output;
    expect(data.map(({ id }) => id)).toEqual([avif.id, png.id, webp.id]);
    expect(orderOf(await seenBy(host))).toEqual([avif.id, png.id, webp.id]);
    const told = { listingId, photoId: webp.id, alt: "The garden" };
    expect((await host.call("listings.photos.update", told, randomUUID())).output.alt).toBe("The garden");
    expect((await refusal(stranger.call("listings.photos.update", told))).code).toBe("permission.denied");

    const [first] = avif.variants;
    expect((await fetched(first?.url ?? "")).answer.status).toBe(200);
    await host.call("listings.photos.delete", { listingId, photoId: avif.id }, randomUUID());
    expect(orderOf(await seenBy(host))).toEqual([png.id, webp.id]);
    await until("its files to be gone", async () =>
      (await fetch(first?.url ?? "")).status === 404 ? true : undefined,
    );
    expect((await refusal(get(avif.id))).code).toBe("not_found");
  });

  test("what is no picture is refused when it is confirmed, or rejected when it is looked at", async () => {
    const png = await draw({ width: 300, height: 200 }).png().toBuffer();
    const jpeg = await draw({ width: 900, height: 600 }).jpeg().toBuffer();
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    for (const [file, type] of [
      [png, "image/jpeg"],
      [svg, "image/png"],
    ] as const) {
      const { photo, upload } = await request(file, type);
      await sendFile(upload, file);
      const { code, details } = await refusal(confirm(photo.id));
      expect([code, details["reason"]]).toEqual(["photo.invalid", "type"]);
    }
    expect(await upload(flood, "image/png")).toMatchObject({
      ...{ status: "rejected", rejection: "too_many_pixels", variants: [] },
    });
    expect(await upload(jpeg.subarray(0, 5000), "image/jpeg")).toMatchObject({
      ...{ status: "rejected", rejection: "unreadable", variants: [] },
    });
    expect((await seenBy(stranger)).photos).toEqual([]);
    expect((await seenBy(host)).photos).toHaveLength(4);

    // A picture that is a page as well becomes only a picture.
    const polyglot = Buffer.concat([jpeg, Buffer.from("<script>alert(1)</script>")]);
    const { variants } = await upload(polyglot, "image/jpeg");
    for (const { url } of variants) expect((await fetched(url)).bytes.includes("script")).toBe(false);
  });

  test("an upload's address takes that one file, and nothing else", async () => {
    const png = await draw({ width: 300, height: 200 }).png().toBuffer();
    const { photo, upload } = await request(png, "image/png");
    const { url, headers } = upload;
    const put = async (body: Uint8Array, other: Record<string, string> = {}) =>
      (await fetch(url, { method: "PUT", headers: { ...headers, ...other }, body: new Uint8Array(body) })).status;
    expect(await put(Buffer.concat([png, png]))).toBe(413);
    expect(await put(png.subarray(1))).toBe(400);
    expect(await put(png, { "content-type": "text/html" })).toBe(415);
    expect((await send(app.origin, "POST /uploads/x", { body: "{}" })).status).toBe(405);
    expect((await fetch(`${url}x`, { method: "PUT", headers, body: new Uint8Array(png) })).status).toBe(403);
    for (const path of ["../../secrets.json", "..%2f..%2fsecrets.json", "%2e%2e/private", "photos", ".."]) {
      expect([400, 404]).toContain((await fetch(`${app.origin}/files/${path}`)).status);
    }
    expect((await refusal(confirm(photo.id))).code).toBe("photo.not_uploaded");
    expect(await put(png)).toBe(200);
    expect((await confirm(photo.id)).status).toBe("processing");
    expect((await settled(photo.id)).status).toBe("ready");
  });
});

test("each journey leaves the same behind, whatever the surface", () => {
  const [first, ...others] = [...left.values()];
  expect(first?.size).toBe(4);
  for (const other of others) expect(Object.fromEntries(other)).toEqual(Object.fromEntries(first ?? []));
});
