import { afterEach, beforeEach, expect, test } from "vitest";
import { createClient, type Session } from "../src/index.ts";
import { startApi, type TestApi } from "./api.ts";
import { session } from "./router.ts";

let api: TestApi;
beforeEach(async () => {
  api = await startApi();
});
afterEach(() => api[Symbol.asyncDispose]());

test("sends a query as GET with the input, and answers the data", async () => {
  const client = createClient({ url: `${api.url}/` });
  expect(await client.listings.get.query({ listingId: "home-1" })).toEqual({ id: "home-1" });
  expect(api.seen).toMatchObject([{ method: "GET", path: "/trpc/listings.get", body: "" }]);
  expect(api.seen[0]?.query.get("input")).toBe('{"0":{"listingId":"home-1"}}');
  expect(api.seen[0]?.headers["idempotency-key"]).toBeUndefined();
});

test("sends an empty object where the input is left out", async () => {
  const client = createClient({ url: api.url });
  expect(await client.users.me.query()).toMatchObject({ input: {} });
  await client.auth.signOut.mutate();
  expect(api.seen[1]?.body).toBe("{}");
});

test("batches the queries of a tick, at most ten in a request", async () => {
  const client = createClient({ url: api.url });
  const ids = Array.from({ length: 12 }, (_, index) => `home-${index}`);
  const homes = await Promise.all(ids.map((listingId) => client.listings.get.query({ listingId })));
  expect(homes.map(({ id }) => id)).toEqual(ids);
  expect(api.seen.map(({ path }) => path.split(",").length).sort((a, b) => a - b)).toEqual([2, 10]);
});

test("never batches mutations: each key goes with exactly its call", async () => {
  const client = createClient({ url: api.url });
  await Promise.all([
    client.bookings.create.mutate({ quoteId: "a" }, { context: { idempotencyKey: "key-a" } }),
    client.bookings.create.mutate({ quoteId: "b" }, { context: { idempotencyKey: "key-b" } }),
  ]);
  const calls = api.seen.map(({ method, path, headers, body }) => [method, path, headers["idempotency-key"], body]);
  expect(calls.sort(([, , a], [, , b]) => (String(a) < String(b) ? -1 : 1))).toEqual([
    ["POST", "/trpc/bookings.create", "key-a", '{"quoteId":"a"}'],
    ["POST", "/trpc/bookings.create", "key-b", '{"quoteId":"b"}'],
  ]);
});

test("gives each mutation a key of its own where the caller gives none", async () => {
  const client = createClient({ url: api.url });
  await client.bookings.create.mutate({ quoteId: "a" });
  await client.bookings.create.mutate({ quoteId: "a" });
  const keys = api.seen.map(({ headers }) => headers["idempotency-key"]);
  expect(new Set(keys).size).toBe(2);
  for (const key of keys) expect(key).toMatch(/^[0-9a-f-]{36}$/);
});

test("refuses a key that cannot be a header, before anything is sent", async () => {
  const client = createClient({ url: api.url });
  for (const idempotencyKey of ["", "two words", "ключ", "x".repeat(256), 7]) {
    const call = client.bookings.create.mutate({ quoteId: "a" }, { context: { idempotencyKey } });
    await expect(call).rejects.toMatchObject({ code: "client.request" });
  }
  expect(api.seen).toEqual([]);
});

test("asks for the token before each request", async () => {
  let token: string | undefined;
  const client = createClient({ url: api.url, token: () => token });
  expect(await client.users.me.query()).toMatchObject({ id: "nobody" });
  token = "secret-2";
  expect(await client.users.me.query()).toMatchObject({ id: "secret-2" });
});

test("reports a token function that fails, without a retry", async () => {
  const cause = new Error("no keychain");
  const client = createClient({ url: api.url, token: () => Promise.reject(cause) });
  await expect(client.users.me.query()).rejects.toMatchObject({ code: "client.request", cause });
  expect(api.seen).toEqual([]);
});

test("tells of the session after a sign-in and of its end after a sign-out", async () => {
  const told: (Session | null)[] = [];
  const client = createClient({ url: api.url, onSession: (next) => told.push(next) });
  await client.auth.signIn.mutate({ email: "a@example.com", password: "correct horse" });
  await client.bookings.create.mutate({ quoteId: "a" });
  await client.auth.signOut.mutate();
  expect(told).toEqual([session, null]);
});

test("uses the given fetch", async () => {
  const asked: string[] = [];
  const client = createClient({
    url: api.url,
    fetch: (input, init) => {
      asked.push(new Request(input).url);
      return fetch(input, init);
    },
  });
  await client.users.me.query();
  expect(asked).toEqual([expect.stringContaining(`${api.url}/trpc/users.me`)]);
});

test("refuses a relative address at once", () => {
  expect(() => createClient({ url: "/trpc" })).toThrow(TypeError);
});
