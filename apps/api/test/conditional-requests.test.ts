import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { allRoutes } from "../src/routes.ts";
import { startTestApp, type TestApp } from "./app.ts";
import { home, type Person, person } from "./factories.ts";
import { problemIn, send } from "./http.ts";

let app: TestApp;
let host: Person;
let listingId: string;

beforeAll(async () => {
  app = await startTestApp();
  host = await person(app, "host");
  listingId = (await home(app, host)).id;
});
afterAll(() => app.close());

const get = (path: `/${string}`, headers: Readonly<Record<string, string>> = {}, token?: string) =>
  send(app.rest, `GET ${path}`, { headers, token });
const change = (title: string, headers: Readonly<Record<string, string>>, version?: number) =>
  send(app.rest, `PATCH /listings/${listingId}`, {
    token: host.token,
    headers,
    body: { title, ...(version !== undefined && { version }) },
  });

test.each(["/listings?city=Oslo", "/listings/{id}", "/reviews?listingId={id}"] as const)(
  "%s: an answer that the caller has is not sent again",
  async (template) => {
    const path = `/${template.slice(1).replace("{id}", listingId)}` as const;
    const first = await get(path);
    const etag = first.headers.get("etag") ?? "";
    expect(etag).toMatch(/^"[\w-]+"$/);
    expect(first.headers.get("cache-control")).toBe("private, max-age=0, must-revalidate");
    expect(first.headers.get("vary")).toContain("authorization, cookie");
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, "*", ` ${etag} `]) {
      const again = await get(path, { "if-none-match": known });
      expect([again.status, again.text]).toEqual([304, ""]);
      for (const name of ["etag", "cache-control", "vary"]) {
        expect(again.headers.get(name)).toBe(first.headers.get(name));
      }
    }
    for (const unknown of ['"other"', "nonsense", etag.slice(1, -1), ""]) {
      const again = await get(path, { "if-none-match": unknown });
      expect([again.status, again.text]).toEqual([200, first.text]);
    }
  },
);

test("who sees something else has another tag, and a home that has changed, too", async () => {
  const etagFor = async (token?: string) => (await get(`/listings/${listingId}`, {}, token)).headers.get("etag") ?? "";
  const [stranger, owner] = [await etagFor(), await etagFor(host.token)];
  expect(stranger).not.toBe(owner);
  const changed = await change("Another title", {});
  expect(changed.headers.get("etag")).toBe(await etagFor(host.token));
  const again = await get(`/listings/${listingId}`, { "if-none-match": stranger });
  expect(again.status).toBe(200);
  expect(again.headers.get("etag")).not.toBe(stranger);
});

test("a photo or a stay rule that changes makes another answer, though strangers' rows are kept for seconds", async () => {
  const photoId = randomUUID();
  const photo = `insert into photo (id, listing_id, status, position, content_type, bytes, upload_name, upload_expires_at,
      hash, width, height, widths, thumbhash, created_at)
    values ($1, $2, 'ready', 0, 'image/jpeg', 1, 'x', now(), 'h', 320, 200, '{320}', 't', now())`;
  await app.app.sql.run("test_photo", photo, [photoId, listingId]);
  const seen = async (path: `/${string}`, pattern: RegExp) => {
    await vi.waitFor(async () => expect((await get(path)).text).toMatch(pattern));
    return (await get(path)).headers.get("etag") ?? "";
  };
  const path = `/listings/${listingId}` as const;
  const before = await seen(path, new RegExp(photoId));
  const client = app.client(host.token);
  await client.listings.photos.update.mutate({ listingId, photoId, alt: "The hall" });
  const after = await get(path, { "if-none-match": before });
  expect([after.status, after.text.includes("The hall")]).toEqual([200, true]);

  const none = await seen(`${path}/stay-rules`, /"rules":\[\]/);
  const rules = [{ first: "2027-06-01", until: "2027-07-01", minNights: 3 }];
  const { version } = await client.listings.setStayRules.mutate({ listingId, rules });
  const ruled = await get(`${path}/stay-rules`, { "if-none-match": none });
  expect([ruled.status, ruled.json]).toMatchObject([200, { version, rules }]);
  const stale = await send(app.rest, `PUT ${path}/stay-rules`, {
    token: host.token,
    headers: { "if-match": none },
    body: { rules: [] },
  });
  expect(stale.status).toBe(412);
});

test("refusals, private reads and changes are not kept", async () => {
  const missing = await get("/listings/0194f0a0-0000-7000-8000-000000000000", { "if-none-match": "*" });
  expect([missing.status, missing.headers.get("etag")]).toEqual([404, null]);
  const mine = await get("/users/me", {}, host.token);
  expect([mine.status, mine.headers.get("etag")]).toEqual([200, null]);
});

test("If-Match takes the version, or the tag of an answer; another version is 412", async () => {
  const { version } = await app.client(host.token).listings.get.query({ listingId });
  const tag = (await get(`/listings/${listingId}`)).headers.get("etag") ?? "";
  const first = await change("By the tag", { "if-match": tag });
  expect([first.status, Reflect.get(Object(first.json), "version")]).toEqual([200, version + 1]);
  const stale = await change("By the tag again", { "if-match": tag });
  expect([stale.status, problemIn(stale)]).toEqual([
    412,
    expect.objectContaining({ code: "listing.version_changed", details: { version: version + 1 } }),
  ]);
  const next = version + 1;
  for (const [at, header] of [`"${next}"`, `W/"${next + 1}"`, "*"].entries()) {
    expect((await change(`Header ${at}`, { "if-match": header })).status).toBe(200);
  }
  expect((await change("Both say the same", { "if-match": `"${next + 3}"` }, next + 3)).status).toBe(200);
  const archived = await send(app.rest, `DELETE /listings/${listingId}`, {
    token: host.token,
    headers: { "if-match": '"1"' },
  });
  expect(archived.status).toBe(412);
});

test.each([
  ["3", "", undefined],
  ['"three"', "", undefined],
  ['"3", "4"', "", undefined],
  ['"0"', "", undefined],
  ['"99999999999"', "", undefined],
  ['"9999999999"', "/version", undefined],
  ['"3"', "/version", 4],
])("If-Match: %s is refused", async (header, pointer, version) => {
  const answer = await change("No", { "if-match": header }, version);
  expect(problemIn(answer)).toMatchObject({ status: 400, code: "request.invalid", errors: [{ pointer }] });
});

test("every change that takes a version takes If-Match", () => {
  const versioned = allRoutes.filter(({ action }) => action.kind !== "query" && "version" in action.input.shape);
  expect(versioned.filter(({ ifMatch }) => !ifMatch).map(({ action }) => action.name)).toEqual([]);
  expect(allRoutes.filter(({ ifMatch }) => ifMatch).every(({ action }) => "version" in action.input.shape)).toBe(true);
});
