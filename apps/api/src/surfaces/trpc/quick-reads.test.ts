import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../../../test/app.ts";
import { home, type Person, person } from "../../../test/factories.ts";
import { type SendOptions, send } from "../../../test/http.ts";

let app: TestApp;
let host: Person;
let here: { listingId: string };
const gone = { listingId: "0194f0a0-0000-7000-8000-000000000000" };

beforeAll(async () => {
  app = await startTestApp();
  host = await person(app, "host");
  here = { listingId: (await home(app, host)).id };
});
afterAll(() => app.close());

const inputOf = (value: unknown) => `input=${encodeURIComponent(JSON.stringify(value))}`;

/** A parameter that tRPC does not know changes nothing, but is out of the ordinary: the adapter answers. */
async function bothWays(path: string, query: string, options: SendOptions = {}) {
  const quick = await send(app.origin, `GET /trpc/${path}?${query}`, options);
  const slow = await send(app.origin, `GET /trpc/${path}?${query}&slowly=1`, options);
  return [quick, slow].map(({ status, headers, text }) => ({
    status,
    type: headers.get("content-type")?.split(";")[0],
    retryAfter: headers.get("retry-after"),
    chunked: headers.has("transfer-encoding"),
    text: text.replaceAll(/urn:request:[\w-]+/g, "urn:request:any"),
  }));
}

describe("plain reads are answered as by the adapter", () => {
  test.each([
    ["one", "listings.get", () => inputOf(here), 200],
    ["one that is refused", "listings.get", () => inputOf(gone), 404],
    ["one with a faulty input", "listings.get", () => inputOf({ listingId: 7, more: 1 }), 400],
    ["one without an input", "listings.get", () => "", 400],
    ["one that needs a session", "users.me", () => "", 401],
    ["a batch of one", "listings.get", () => `batch=1&${inputOf({ 0: here })}`, 200],
    ["a batch", "listings.get,listings.search", () => `batch=1&${inputOf({ 0: here, 1: { city: "Oslo" } })}`, 200],
    ["a batch, one refused", "listings.get,listings.get", () => `batch=1&${inputOf({ 0: here, 1: gone })}`, 207],
    ["a batch, all refused", "listings.get,users.me", () => `batch=1&${inputOf({ 0: gone })}`, 207],
    ["a batch without inputs", "users.me,users.me", () => "batch=1", 401],
  ])("%s", async (_what, path, query, status) => {
    const [quick, slow] = await bothWays(path, query());
    expect(quick?.status).toBe(status);
    expect(quick).toEqual({ ...slow, chunked: false });
    expect(slow?.chunked).toBe(true);
  });

  test("a session goes with every call of a batch", async () => {
    const [quick, slow] = await bothWays("users.me,users.me", "batch=1", { token: host.token });
    expect(quick).toMatchObject({ status: 200, text: slow?.text });
  });
});

describe("what is out of the ordinary goes to the adapter, unread", () => {
  test.each([
    ["a procedure that is not there", "listings.gone", () => inputOf(here)],
    ["one of a prototype", "constructor", () => inputOf(here)],
    ["a mutation", "bookings.cancel", () => inputOf({ bookingId: gone.listingId })],
    ["a read beside a mutation", "listings.get,bookings.cancel", () => `batch=1&${inputOf({ 0: here })}`],
    ["an input that is no JSON", "listings.get", () => "input={"],
    ["an input that comes twice", "listings.get", () => `${inputOf(here)}&${inputOf(gone)}`],
    ["inputs that are no object", "listings.get", () => `batch=1&${inputOf([here])}`],
    ["more calls than a batch has", Array(11).fill("listings.get").join(","), () => `batch=1&${inputOf({})}`],
  ])("%s", async (_what, path, query) => {
    const [quick, slow] = await bothWays(path, query());
    expect(quick).toEqual(slow);
  });

  test("a stream", async () => {
    const asked = `GET /trpc/listings.get?batch=1&${inputOf({ 0: here })}` as const;
    const answer = await send(app.origin, asked, { headers: { "trpc-accept": "application/jsonl" } });
    expect(answer.headers.get("transfer-encoding")).toBe("chunked");
    expect(answer.text.split("\n").length).toBeGreaterThan(1);
  });
});
