import { afterEach, beforeEach, expect, test } from "vitest";
import { createClient, RoostError } from "../src/index.ts";
import { withRetries } from "../src/retries.ts";
import { hang, startApi, type TestApi } from "./api.ts";

let api: TestApi;
beforeEach(async () => {
  api = await startApi();
});
afterEach(() => api[Symbol.asyncDispose]());

test("ends an attempt at timeoutMs", async () => {
  api.fail(hang);
  const client = createClient({ url: api.url, timeoutMs: 50, retries: 0 });
  await expect(client.users.me.query()).rejects.toMatchObject({
    code: "client.timeout",
    message: "No answer within 50 ms.",
  });
});

test.each([0, Number.POSITIVE_INFINITY])("timeoutMs %s is no limit", async (timeoutMs) => {
  expect(await createClient({ url: api.url, timeoutMs }).users.me.query()).toMatchObject({ id: "nobody" });
});

test("an abort ends a request under way, and nothing is retried", async () => {
  api.fail(hang);
  const client = createClient({ url: api.url });
  const controller = new AbortController();
  const call = client.bookings.create.mutate({ quoteId: "a" }, { signal: controller.signal });
  await api.arrived(1);
  const reason = new Error("left the page");
  controller.abort(reason);
  await expect(call).rejects.toMatchObject({ code: "client.aborted", cause: reason });
  expect(api.seen.length).toBe(1);
});

test("an abort ends the wait before a retry at once", async () => {
  const controller = new AbortController();
  const busy = new RoostError("service.unavailable", { message: "", status: 503, retryAfterMs: 20_000 });
  let attempts = 0;
  const attempt = () => {
    attempts += 1;
    return Promise.reject(busy);
  };
  const call = withRetries(attempt, { retries: 2, signal: controller.signal });
  // By then the first attempt has failed and the wait has begun.
  setImmediate(() => controller.abort());
  const start = performance.now();
  await expect(call).rejects.toMatchObject({ code: "client.aborted" });
  expect(performance.now() - start).toBeLessThan(5_000);
  expect(attempts).toBe(1);
});

test("an aborted signal sends nothing", async () => {
  const client = createClient({ url: api.url });
  const signal = AbortSignal.abort();
  await expect(client.users.me.query({}, { signal })).rejects.toMatchObject({ code: "client.aborted" });
  expect(api.seen).toEqual([]);
});

test("aborting one query of a batch leaves the others alone", async () => {
  const client = createClient({ url: api.url });
  const controller = new AbortController();
  const gone = client.listings.get.query({ listingId: "home-1" }, { signal: controller.signal });
  const kept = client.listings.get.query({ listingId: "home-2" });
  controller.abort();
  await expect(gone).rejects.toMatchObject({ code: "client.aborted" });
  expect(await kept).toEqual({ id: "home-2" });
});
