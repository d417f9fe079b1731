import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createClient, RoostError } from "../src/index.ts";
import { retryDelayMs } from "../src/retries.ts";
import { answerWith, cut, type Fault, hang, loseAnswer, reset, startApi, type TestApi, truncate } from "./api.ts";

let api: TestApi;
beforeEach(async () => {
  api = await startApi();
});
afterEach(() => api[Symbol.asyncDispose]());

const problem = (code: string, status: number, more: object = {}) =>
  answerWith(
    status,
    JSON.stringify({
      error: {
        message: code,
        code: -32000,
        data: {
          code: "X",
          httpStatus: status,
          problem: { type: "", title: "", status, detail: code, instance: "urn:request:req-9", code, ...more },
        },
      },
    }),
    { "content-type": "application/json" },
  );

const transient: readonly (readonly [string, Fault])[] = [
  ["a reset connection", reset],
  ["a body that breaks off", cut],
  ["a body that ends early", truncate],
  ["a 502 page of a proxy", answerWith(502, "<h1>Bad Gateway</h1>")],
  ["503 with Retry-After", answerWith(503, "busy", { "retry-after": "0" })],
  ["408", answerWith(408, "")],
  ["429 rate.limited", problem("rate.limited", 429, { retryAfter: 0 })],
  ["500 internal", problem("internal", 500)],
  ["an attempt that hangs", hang],
];

describe.concurrent.each(transient)("%s", (_name, fault) => {
  test("is retried for a query", async () => {
    await using api = await startApi();
    api.fail(fault, fault);
    const client = createClient({ url: api.url, timeoutMs: 500 });
    expect(await client.listings.get.query({ listingId: "home-1" })).toEqual({ id: "home-1" });
    expect(api.seen.length).toBe(3);
  });

  test("is retried for a mutation with the same key and body, and has one effect", async () => {
    await using api = await startApi();
    api.fail(fault, fault);
    const client = createClient({ url: api.url, timeoutMs: 500 });
    await client.bookings.create.mutate({ quoteId: "a" });
    expect(new Set(api.seen.map(({ headers }) => headers["idempotency-key"])).size).toBe(1);
    expect(api.seen.map(({ body }) => body)).toEqual(Array.from({ length: 3 }, () => '{"quoteId":"a"}'));
    expect(api.booked()).toBe(1);
  });
});

test("a lost answer does not book twice", async () => {
  api.fail(loseAnswer, loseAnswer);
  const client = createClient({ url: api.url });
  expect(await client.bookings.create.mutate({ quoteId: "a" })).toMatchObject({ id: "booking-1" });
  expect([api.seen.length, api.booked()]).toEqual([3, 1]);
});

test("waits while the first attempt with the key is still running", async () => {
  api.fail(problem("idempotency.running", 409));
  const client = createClient({ url: api.url });
  expect(await client.bookings.create.mutate({ quoteId: "a" })).toMatchObject({ id: "booking-1" });
});

test("gives up after two retries by default, and rejects with the last failure", async () => {
  api.fail(reset, reset, answerWith(502, "<h1>Bad Gateway</h1>", { "x-request-id": "edge-7" }));
  const client = createClient({ url: api.url });
  const call = client.bookings.create.mutate({ quoteId: "a" });
  await expect(call).rejects.toMatchObject({ code: "client.response", status: 502, requestId: "edge-7" });
  expect(api.seen.length).toBe(3);
});

test("retries: 0 turns retries off", async () => {
  api.fail(reset);
  const client = createClient({ url: api.url, retries: 0 });
  await expect(client.users.me.query()).rejects.toMatchObject({ code: "client.network", status: undefined });
  expect(api.seen.length).toBe(1);
});

test("waits as long as Retry-After asks", async () => {
  api.fail(answerWith(503, "", { "retry-after": "1" }));
  const client = createClient({ url: api.url });
  const start = performance.now();
  await client.users.me.query();
  expect(performance.now() - start).toBeGreaterThanOrEqual(995);
});

test("leaves a long Retry-After to the caller", async () => {
  api.fail(problem("rate.limited", 429, { retryAfter: 3600 }));
  const client = createClient({ url: api.url });
  await expect(client.users.me.query()).rejects.toMatchObject({ code: "rate.limited", retryAfterMs: 3_600_000 });
  expect(api.seen.length).toBe(1);
});

test.each([
  ["a refusal", problem("booking.state", 409)],
  ["a page of another program", answerWith(404, "<h1>Not Found</h1>")],
  ["a page that claims success", answerWith(200, "<h1>Welcome</h1>")],
])("does not retry %s", async (_name, fault) => {
  api.fail(fault);
  await expect(createClient({ url: api.url }).users.me.query()).rejects.toBeInstanceOf(RoostError);
  expect(api.seen.length).toBe(1);
});

test("the waits double, are spread fully, and never pass the cap", () => {
  const error = new RoostError("client.network", { message: "" });
  expect([0, 1, 2, 3, 4, 5, 9].map((tried) => retryDelayMs(error, tried, () => 1))).toEqual([
    500, 1000, 2000, 4000, 8000, 8000, 8000,
  ]);
  expect(retryDelayMs(error, 3, () => 0)).toBe(0);
  const later = new RoostError("rate.limited", { message: "", status: 429, retryAfterMs: 30_000 });
  expect(retryDelayMs(later, 0, () => 0.5)).toBe(30_250);
});
