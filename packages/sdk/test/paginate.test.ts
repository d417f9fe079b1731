import { afterEach, beforeEach, expect, test } from "vitest";
import { createClient, paginate } from "../src/index.ts";
import { reset, startApi, type TestApi } from "./api.ts";
import { drain } from "./drain.ts";

let api: TestApi;
beforeEach(async () => {
  api = await startApi();
});
afterEach(() => api[Symbol.asyncDispose]());

test("yields the items of all pages in order, and sends the input with every cursor", async () => {
  const { listings } = createClient({ url: api.url });
  const homes = await drain(paginate(listings.search, { city: "Oslo" }));
  expect(homes.map(({ id }) => id)).toEqual(["0-a", "0-b", "1-a", "1-b", "2-a", "2-b"]);
  expect(api.seen.map(({ query }) => query.get("input"))).toEqual([
    '{"0":{"city":"Oslo"}}',
    '{"0":{"city":"Oslo","cursor":"1"}}',
    '{"0":{"city":"Oslo","cursor":"2"}}',
  ]);
});

test("yields pages, from a cursor on", async () => {
  const { listings } = createClient({ url: api.url });
  const pages = await drain(paginate(listings.search, { cursor: "1" }).pages());
  expect(pages.map(({ data, hasMore }) => [data.length, hasMore])).toEqual([
    [2, true],
    [2, false],
  ]);
});

test("asks for no page before it is needed, and begins anew in each loop", async () => {
  const { listings } = createClient({ url: api.url });
  const homes = paginate(listings.search, {});
  for (let loop = 1; loop <= 2; loop += 1) {
    for await (const home of homes) if (home.id === "0-b") break;
    expect(api.seen.length).toBe(loop);
  }
});

test("retries a page, and an abort between pages ends the loop", async () => {
  const { listings } = createClient({ url: api.url });
  const controller = new AbortController();
  const ids: string[] = [];
  api.fail(reset);
  const walk = async () => {
    for await (const home of paginate(listings.search, {}, { signal: controller.signal })) {
      ids.push(home.id);
      if (home.id === "1-b") controller.abort();
    }
  };
  await expect(walk()).rejects.toMatchObject({ code: "client.aborted" });
  expect(ids).toEqual(["0-a", "0-b", "1-a", "1-b"]);
});
