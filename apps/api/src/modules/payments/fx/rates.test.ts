import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CurrencyCode, currencyCodes } from "@roost/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Rig, startRig } from "../../../../test/rig.ts";
import { createLog } from "../../../platform/log.ts";
import { findExchangeRate } from "./find-exchange-rate.ts";
import { rateRefresh } from "./refresh-rates.ts";
import { ecbFile, ecbRate } from "./sample-ecb-file.ts";

let rig: Rig;
let folder: string;
const shipped = new Date("2026-03-05T12:00:00Z");
const today = new Date().toISOString().slice(0, 10);
const now = new Date(`${today}T23:59:59Z`);

beforeAll(async () => {
  rig = await startRig();
  folder = await mkdtemp(join(tmpdir(), "roost-rates-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await rig.close();
});
const find = (from: CurrencyCode, to: CurrencyCode, at = now, maxAgeDays?: number) =>
  findExchangeRate(rig.sql, { from, to, now: at, maxAgeDays });

const rateOf = async (currency: string, asOf: string) =>
  rig.sql.one<{ per_eur: string; source: string }>(
    "test_rate",
    "select trim_scale(per_eur)::text as per_eur, source from exchange_rate where currency = $1 and as_of = $2",
    [currency, asOf],
  );

/** Runs the refresh once; answers what it logged as an error. */
async function refresh(options: { readonly url?: string; readonly file?: string }) {
  const lines: { msg: string; currency?: string; err?: { message: string } }[] = [];
  const log = createLog({ level: "error", destination: { write: (line) => void lines.push(JSON.parse(line)) } });
  await rateRefresh({ sql: rig.sql, log, url: options.url, file: options.file }).run();
  return lines;
}

async function serving<T>(answer: RequestListener, work: (url: string) => Promise<T>): Promise<T> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  try {
    return await work(`http://127.0.0.1:${port}/eurofxref-daily.xml`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const refreshFrom = (xml: string) =>
  serving(
    (_request, response) => void response.end(xml),
    (url) => refresh({ url }),
  );

test("every currency has a rate to every other in what is shipped, without any network", async () => {
  for (const to of currencyCodes.filter((currency) => currency !== "NOK")) {
    const { rate, source, at } = await find("NOK", to, shipped);
    expect(Number(rate)).toBeGreaterThan(0);
    expect([at, source]).toEqual(["2026-03-05T00:00:00.000Z", expect.stringMatching(/^(ecb|configured)$/)]);
  }
});

test("the ECB's rate stands where it publishes one, ours where it does not, and the weaker of two is told", async () => {
  expect(await find("EUR", "NOK", shipped)).toEqual({ rate: "11.214", source: "ecb", at: "2026-03-05T00:00:00.000Z" });
  expect(await find("NOK", "JPY", shipped)).toMatchObject({ rate: "16.3215623328", source: "ecb" });
  expect(await find("NOK", "KES", shipped)).toMatchObject({ source: "configured" });
  expect(await find("EUR", "EUR", shipped)).toEqual({ rate: "1", source: "same", at: shipped.toISOString() });
});

test("before the first rate there is none, and one that is older than allowed is refused", async () => {
  const none = { code: "quote.currency_unavailable", issues: [{ pointer: "/currency", code: "no_rate" }] };
  await expect(find("NOK", "EUR", new Date("2026-03-04T23:00:00Z"))).rejects.toMatchObject(none);
  const after = (days: number) => new Date(shipped.getTime() + days * 86_400_000);
  expect(await find("NOK", "EUR", after(7), 7)).toMatchObject({ source: "ecb" });
  const old = { code: "quote.currency_unavailable", issues: [{ pointer: "/currency", code: "rate_too_old" }] };
  await expect(find("NOK", "EUR", after(9), 7)).rejects.toMatchObject(old);
  expect(await find("NOK", "EUR", after(200))).toMatchObject({ at: "2026-03-05T00:00:00.000Z" });
});

test("a day's rates are added once, and count from then on; currencies that Roost does not take are left out", async () => {
  const lines = [ecbRate("NOK", "11.5"), ecbRate("XAU", "0.0003")].join("\n");
  expect(await refreshFrom(ecbFile(lines, today))).toEqual([]);
  expect(await find("EUR", "NOK")).toEqual({ rate: "11.5", source: "ecb", at: `${today}T00:00:00.000Z` });
  expect(await find("EUR", "NOK", shipped)).toMatchObject({ rate: "11.214" });
  expect(await rateOf("XAU", today)).toBeUndefined();
  // Between two days, the older is told.
  expect(await find("NOK", "SEK")).toMatchObject({ at: "2026-03-05T00:00:00.000Z" });
  expect(await refreshFrom(ecbFile(ecbRate("NOK", "11.6"), today))).toEqual([]);
  expect(await rateOf("NOK", today)).toEqual({ per_eur: "11.5", source: "ecb" });
});

test("a rate that moved too far is refused with an error, and the others are taken", async () => {
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  await refreshFrom(ecbFile([ecbRate("GBP", "0.87"), ecbRate("CHF", "0.91")].join("\n"), yesterday));
  const errors = await refreshFrom(ecbFile([ecbRate("GBP", "1.0441"), ecbRate("CHF", "0.92")].join("\n"), today));
  expect(errors).toMatchObject([{ msg: "an exchange rate moved too far and was refused", currency: "GBP" }]);
  expect(await find("EUR", "GBP")).toMatchObject({ rate: "0.87" });
  expect(await find("EUR", "CHF")).toMatchObject({ rate: "0.92" });
  // After a long pause too, what is in another unit is not believed.
  expect(await refreshFrom(ecbFile(ecbRate("JPY", "18303"), today))).toMatchObject([{ currency: "JPY" }]);
});

test.each<[string, RequestListener, string]>([
  ["what is no such file", (_request, response) => void response.end("<html></html>"), "vocabulary"],
  ["an error", (_request, response) => void response.writeHead(500).end(), "answered 500"],
  ["a redirect", (_request, response) => void response.writeHead(302, { location: "http://127.0.0.1:9" }).end(), ""],
  ["more than a megabyte", (_request, response) => void response.end("x".repeat(1_100_000)), "more than 1048576 bytes"],
  ["text in another encoding", (_request, response) => void response.end(Buffer.from([0xff, 0xfe])), "encoded"],
  [
    "rates of days to come",
    (_request, response) => void response.end(ecbFile(ecbRate("USD", "2"), "2126-01-01")),
    "yet to come",
  ],
])("%s is an error in the log, and changes nothing", async (_what, answer, message) => {
  const count = () => rig.sql.one("test_rates", "select count(*) as rates, max(as_of) as newest from exchange_rate");
  const before = await count();
  const [error] = await serving(answer, (url) => refresh({ url }));
  expect(error?.err?.message).toContain(message);
  expect(await count()).toEqual(before);
});

test("nobody is asked more than once an hour, however often the sweeps are drained", async () => {
  let asked = 0;
  const answer: RequestListener = (_request, response) => {
    asked += 1;
    response.end(ecbFile(ecbRate("USD", "1.17"), today));
  };
  await serving(answer, async (url) => {
    const sweep = rateRefresh({ sql: rig.sql, log: createLog({ level: "silent" }), url, file: undefined });
    expect([await sweep.run(), await sweep.run(), await sweep.run()]).toEqual([0, 0, 0]);
  });
  expect(asked).toBe(1);
});

test("configured rates come from their file, may be set anew on the same day, and never replace the ECB's", async () => {
  const file = join(folder, "rates.json");
  const write = (perEur: object, asOf = today) => writeFile(file, JSON.stringify({ asOf, perEur }));
  await write({ KES: "151.5", CZK: "24.5" });
  expect(await refresh({ file })).toEqual([]);
  expect(await find("EUR", "KES")).toEqual({ rate: "151.5", source: "configured", at: `${today}T00:00:00.000Z` });
  await write({ KES: "152" });
  await refresh({ file });
  expect(await find("EUR", "KES")).toMatchObject({ rate: "152" });
  await refreshFrom(ecbFile(ecbRate("CZK", "24.6"), today));
  await write({ CZK: "30" });
  await refresh({ file });
  expect(await find("EUR", "CZK")).toMatchObject({ rate: "24.6", source: "ecb" });
});

test.each([
  ["no file", undefined, "ENOENT"],
  ["no JSON", "KES=1", "are not exchange rates"],
  ["a number instead of a decimal", '{"asOf":"2026-11-19","perEur":{"KES":150}}', "perEur.KES"],
  ["a rate of nothing", '{"asOf":"2026-11-19","perEur":{"KES":"0.0"}}', "perEur.KES must be a decimal above 0"],
  ["a currency that Roost does not take", '{"asOf":"2026-11-19","perEur":{"XAU":"1"}}', "perEur"],
  ["a rate of the euro to itself", '{"asOf":"2026-11-19","perEur":{"EUR":"2"}}', "perEur"],
  ["a date that does not exist", '{"asOf":"2026-02-30","perEur":{}}', "asOf"],
])("%s in place of configured rates is an error in the log", async (_what, content, message) => {
  const file = join(folder, `${message.length}-${content?.length ?? 0}.json`);
  if (content !== undefined) await writeFile(file, content);
  const [error] = await refresh({ file });
  expect(error?.err?.message).toContain(message);
});
