import { afterEach, beforeEach, expect, test } from "vitest";
import { retryAfterMs } from "../src/answer.ts";
import { createClient, errorTable, isRoostError, RoostError } from "../src/index.ts";
import { answerWith, startApi, type TestApi } from "./api.ts";

let api: TestApi;
beforeEach(async () => {
  api = await startApi();
});
afterEach(() => api[Symbol.asyncDispose]());

const failureOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );

test("a refusal is a RoostError with the problem's facts", async () => {
  const client = createClient({ url: api.url });
  const error = await failureOf(client.bookings.create.mutate({ quoteId: "taken" }));
  expect(error).toBeInstanceOf(RoostError);
  expect(error).toMatchObject({
    name: "RoostError",
    code: "booking.dates_unavailable",
    message: "Refused: booking.dates_unavailable",
    status: 409,
    requestId: "req-1",
    issues: [],
    details: {},
  });
  expect(isRoostError(error)).toBe(true);
  expect(isRoostError(error, "booking.dates_unavailable")).toBe(true);
  expect(isRoostError(error, "quote.expired")).toBe(false);
});

test("in a batch, each call has its own outcome", async () => {
  const client = createClient({ url: api.url });
  const [home, error] = await Promise.all([
    client.listings.get.query({ listingId: "home-1" }),
    failureOf(client.listings.get.query({ listingId: "missing" })),
  ]);
  expect(home).toEqual({ id: "home-1" });
  expect(error).toMatchObject({ code: "not_found", status: 404 });
  expect(api.seen.length).toBe(1);
});

test("reads issues, details and Retry-After of a problem that comes from before tRPC", async () => {
  const issues = [{ pointer: "/guests/adults", code: "too_small", detail: "must be at least 1" }];
  const problem = { type: "", title: "", status: 400, detail: "No.", instance: "urn:request:req-2" };
  const body = JSON.stringify({ ...problem, code: "request.invalid", errors: issues, details: { field: "x" } });
  api.fail(answerWith(400, body, { "content-type": "application/problem+json", "retry-after": "7" }));
  expect(await failureOf(createClient({ url: api.url }).users.me.query())).toMatchObject({
    code: "request.invalid",
    requestId: "req-2",
    retryAfterMs: 7000,
    issues,
    details: { field: "x" },
  });
});

test.each([
  ["HTML", "<h1>Hello</h1>", "text/html"],
  ["JSON of another program", '{"message":"Route not found","error":"Not Found","statusCode":404}', "application/json"],
  ["a tRPC error without a problem", '{"error":{"message":"x","code":-32004,"data":{}}}', "application/json"],
])("an answer that is not the API's is client.response: %s", async (_name, body, type) => {
  api.fail(answerWith(404, body, { "content-type": type }));
  const error = await failureOf(createClient({ url: api.url }).users.me.query());
  expect(error).toMatchObject({ code: "client.response", status: 404 });
});

test("an input that JSON cannot carry is client.request", async () => {
  const circular: { title?: string; self?: unknown } = {};
  circular.self = circular;
  const client = createClient({ url: api.url });
  const error = await failureOf(client.bookings.create.mutate(Object.assign(circular, { quoteId: "a" })));
  expect(error).toMatchObject({ code: "client.request", cause: expect.any(TypeError) });
});

test("Retry-After is read as seconds and as a date", () => {
  const now = Date.parse("2026-11-20T10:00:00Z");
  expect(retryAfterMs("3", now)).toBe(3000);
  expect(retryAfterMs("Fri, 20 Nov 2026 10:00:05 GMT", now)).toBe(5000);
  expect(retryAfterMs("Fri, 20 Nov 2026 09:00:00 GMT", now)).toBe(0);
  expect(retryAfterMs("soon", now)).toBeUndefined();
  expect(retryAfterMs(null, now)).toBeUndefined();
});

test("the error table says status, title and whether a retry helps", () => {
  expect(errorTable["rate.limited"]).toEqual({ http: 429, retryable: true, title: expect.any(String) });
});
