import { Currency } from "@roost/contract";
import pg from "pg";
import { readCsv } from "../csv-file.ts";
import { homeColumns as fileColumns, readHome } from "../home-row.ts";
import { copyRows, type Lines } from "./copy-rows.ts";
import { type City, homeColumns, hostColumns, hostsOf, madeHomes, madeHosts, type Pattern } from "./made-homes.ts";
import { madeStays, stayColumns } from "./made-stays.ts";
import { withoutIndexes } from "./without-indexes.ts";

export interface SeedOptions {
  /** The owner's URL: indexes are taken down and made again. */
  readonly url: string;
  readonly listings: number;
  /** Taken stretches of nights in all, of other calendars: no bookings of ours, with no payments or guests. */
  readonly bookings: number;
  readonly seed: number;
  /** Homes that the made ones resemble (Inside Airbnb's columns). */
  readonly csvPath: string;
  readonly today: Temporal.PlainDate;
  readonly say: (line: string) => void;
}

/** The database has homes already, and was left as it is. */
export class HasHomesError extends Error {
  override readonly name = "HasHomesError";
}

/**
 * Fills a migrated database that has no homes with made ones over the shipped cities. The same numbers, seed and day
 * give the same rows. One transaction: it is done, or nothing is.
 */
export async function seedScale(options: SeedOptions): Promise<void> {
  const { url, listings, bookings, seed, today, say } = options;
  const client = new pg.Client({ connectionString: url, application_name: "roost-seed", options: settings });
  await client.connect();
  try {
    const { rows } = await client.query<{ taken: boolean }>("select exists (select from listing) as taken");
    if (rows[0]?.taken === true) throw new HasHomesError("the database has homes already");
    const made = { cities: await citiesOf(client), patterns: await patternsOf(options.csvPath), listings, seed, today };
    const tables = ["listing", "occupancy", "listing_search", "listing_text", "vocab"];
    await withoutIndexes(client, { tables, say }, async () => {
      const load = (what: string, into: string, { lines, of }: { lines: Lines; of: number }) =>
        copyRows(client, into, counted(lines, { what, of, say }));
      await load("hosts", `app_user (${hostColumns})`, { lines: madeHosts(made), of: hostsOf(listings) });
      await load("homes", `listing (${homeColumns})`, { lines: madeHomes(made), of: listings });
      const stays = madeStays({ listings, bookings, seed, today });
      if (bookings > 0) await load("stays", `occupancy (${stayColumns})`, { lines: stays, of: bookings });
      say("search rows …");
      await client.query("analyze listing, occupancy");
      await client.query(searchText);
      say("words …");
      await client.query(
        "insert into listing_text select t.* from listing_text_terms t join listing_search s using (id)",
      );
      await client.query("insert into vocab select word, ndoc from ts_stat('select words from listing_text')");
    });
    say("statistics …");
    for (const table of ["app_user", ...tables]) await client.query(`vacuum (analyze) ${table}`);
  } finally {
    await client.end();
  }
}

const settings =
  "-c statement_timeout=0 -c synchronous_commit=off -c maintenance_work_mem=1GB -c work_mem=256MB -c jit=off";

// What the triggers would have written, at once; in the order in which most searches read.
const searchText = `insert into listing_search
  select t.*, '{}', coalesce(o.blocked, '{}'), null
  from listing_search_terms t
  left join (select listing_id, range_agg(nights) as blocked from occupancy group by 1) o on o.listing_id = t.id
  order by t.city_key, t.ks`;

const citiesText = `select name, country, region, latitude, longitude, currency, time_zone as "timeZone" from place
  where time_zone is not null order by country, city_key`;

async function citiesOf(client: pg.Client): Promise<readonly City[]> {
  const { rows } = await client.query<Omit<City, "currency"> & { currency: string }>(citiesText);
  return rows.map((row) => ({ ...row, currency: Currency.parse(row.currency) }));
}

async function patternsOf(csvPath: string): Promise<readonly [Pattern, ...Pattern[]]> {
  const patterns: Pattern[] = [];
  for await (const { fields } of readCsv(csvPath, [...fileColumns, "number_of_reviews"])) {
    const home = fields && readHome(fields, "NOK");
    // A price of a hundred times the usual is a typing error, and would be one in each city.
    if (home && "externalId" in home && home.nightlyPriceMinor < 2_000_000) {
      patterns.push({ ...home, reviews: Number(fields?.get("number_of_reviews")) || 0 });
    }
  }
  const [first, ...others] = patterns;
  if (!first) throw new Error(`${csvPath} has no homes`);
  return [first, ...others];
}

interface Progress {
  readonly what: string;
  readonly of: number;
  readonly say: (line: string) => void;
}

const count = (value: number) => value.toLocaleString("en");

/** The same lines, with a word after each tenth of them. */
function* counted(lines: Lines, { what, of, say }: Progress): Generator<string> {
  const step = Math.max(1, Math.ceil(of / 10));
  let done = 0;
  for (const line of lines) {
    yield line;
    done += 1;
    if (done % step === 0 || done === of) say(`${what}: ${count(done)} of ${count(of)}`);
  }
}
