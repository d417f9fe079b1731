import { ListingPage } from "@roost/contract";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { daysAhead, type Rig, startRig } from "../../../../test/rig.ts";
import { isFree } from "../availability.ts";
import { weekendNights } from "../prices/night-price.ts";
import { searchListings } from "./search-listings.ts";
import { stayTotal } from "./search-price.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
  await fill();
});
afterAll(() => rig.close());

const homes = 1500;

/** Homes whose order by total is far from that of their nights: cleaning costs up to ten nights, and many are taken. */
async function fill(): Promise<void> {
  const id = await rig.addHome({ title: "as it is" });
  await rig.sql.run("test_fill", fillText, [id, homes]);
  await rig.sql.run("test_occupy", occupyText);
  await rig.sql.run("test_rates", ratesText);
  await rig.sql.run("test_taxes", taxesText);
}

const fillText = `insert into listing
  select (jsonb_populate_record(l, jsonb_build_object('id', gen_random_uuid(), 'title', 'made',
    'city', (array['Oslo', 'Bergen', 'Nadi'])[1 + n % 3], 'currency', (array['NOK', 'NOK', 'SEK', 'HUF'])[1 + n % 4],
    'nightly_price_minor', (1 + (hashint4(n) & 1023)) * 100, 'cleaning_fee_minor', (hashint4(n + 7) & 4095) * 100,
    'public_latitude', l.public_latitude + (hashint4(n + 1) & 1023) / 5000.0,
    'public_longitude', case n % 3 when 2 then 179.9 else 10.7 end + (hashint4(n + 2) & 1023) / 5000.0
      - case when n % 3 = 2 and (hashint4(n + 2) & 1023) > 500 then 360 else 0 end,
    'preparation_days', n % 3, 'min_nights', 1 + n % 2, 'advance_notice_days', n % 4,
    'max_guests', 4 + n % 3, 'included_guests', 1 + n % 3, 'extra_guest_fee_minor', n % 5 * 10000,
    'weekend_price_minor', case when n % 3 = 0 then (1 + (hashint4(n + 3) & 1023)) * 100 end,
    'weekly_discount_bps', n % 4 * 1000, 'monthly_discount_bps', n % 3 * 2500,
    'early_bird_days_ahead', case n % 6 when 0 then 20 end, 'early_bird_bps', case n % 6 when 0 then 1250 end,
    'last_minute_days_before', case n % 5 when 0 then 10 end, 'last_minute_bps', case n % 5 when 0 then 3333 end))).*
  from listing l, generate_series(1, $2::int) n where l.id = $1`;

const ratesText = `insert into rate
  select id, current_date + 5, current_date + 25, (1 + (hashtext(id::text) & 2047)) * 100 from listing
  where title = 'made' and hashtext(id::text) % 4 = 0`;

const taxesText = `insert into tax_rule (id, code, version, name, country, city, bps, amount_minor, currency, exempt_from_nights, valid_from)
  values (gen_random_uuid(), 'no.vat', 1, 'VAT', 'NO', null, 1200, null, null, null, '2020-01-01'),
    (gen_random_uuid(), 'no.oslo', 1, 'Night tax', 'NO', 'Oslo', null, 2500, 'NOK', 10, '2020-01-01')`;

const occupyText = `insert into occupancy (id, listing_id, nights, occupied, kind, reference, expires_at)
  select gen_random_uuid(), l.id, daterange(d.first, d.first + 4), daterange(d.first, d.first + 4), k.kind,
    'made', case when k.kind = 'hold' then now() + (n % 2 - 0.5) * interval '1 hour' end
  from listing l cross join generate_series(0, 5) n
  cross join lateral (select (array['hold', 'block', 'external', 'hold'])[1 + (hashtext(l.id::text) + n & 3)]::occupancy_kind as kind) k
  cross join lateral (select current_date + n * 10 + (hashtext(l.id::text || n) & 5) as first) d
  where l.title = 'made'`;

const wishes = fc.record({
  start: fc.integer({ min: 1, max: 50 }),
  nights: fc.constantFrom(1, 2, 3, 5, 6, 7, 9, 30, 120),
  sort: fc.constantFrom("price" as const, "-price" as const),
  place: fc.constantFrom<object>(
    {},
    { city: "oslo" },
    { city: "Bergen", country: "NO" },
    { box: "10,59,11.5,61" },
    { box: "179.5,59,-179.5,61" },
    { box: "0,0,1,1" },
    { box: "10,59,11.5,61", city: "Nowhere" },
    { lat: 0, lng: 5 },
    { lat: 60, lng: 10.8, radiusKm: 9 },
  ),
  money: fc.constantFrom<object>(
    {},
    { currency: "NOK" },
    { currency: "SEK", minPrice: 200_000 },
    { currency: "NOK", minPrice: 150_000, maxPrice: 400_000 },
    { currency: "EUR" },
    { currency: "NOK", minPrice: 900_000 },
    { currency: "NOK", minPrice: 90_000_000 },
  ),
  guests: fc.constantFrom<object>({}, { guests: 6 }),
  limit: fc.constantFrom(7, 20, 100),
});

test("pages by total are those of pricing and sorting every home, whatever the place, money and length", async () => {
  await fc.assert(
    fc.asyncProperty(wishes, async ({ start, nights, place, money, guests, limit, sort }) => {
      const checkIn = daysAhead(start);
      const checkOut = daysAhead(start + nights);
      const query = { ...place, ...money, ...guests, checkIn, checkOut, sort };
      const right = await everyHome({ ...query, nights });
      const found: string[] = [];
      let cursor: string | null = null;
      for (let pages = 0; pages < 5; pages += 1) {
        const asked = { ...query, limit, ...(cursor === null ? {} : { cursor }) };
        const page = ListingPage.parse(await rig.call(searchListings, asked));
        found.push(...page.data.map(({ id, price }) => `${price.total?.currency} ${price.total?.amount} ${id}`));
        cursor = page.nextCursor;
        if (cursor === null) break;
      }
      expect(found).toEqual(right.slice(0, cursor === null ? right.length : limit * 5));
    }),
    { numRuns: 120 },
  );
}, 120_000);

const terms = {
  ...{ home: "l", checkIn: "$1::date", checkOut: "$2::date", nights: "$3::bigint", weekends: "$16::bigint" },
  ...{ people: "$6::bigint", adults: "$6::bigint", withPets: "false", guestBps: "1400::bigint", now: "roost_now()" },
  // No bounds and no notes: every zone and every rate is asked.
  ...{ daysAhead: { least: "-9999", most: "9999" }, hasRates: "true" },
};

interface Asked {
  readonly checkIn: string;
  readonly checkOut: string;
  readonly nights: number;
  readonly sort: "price" | "-price";
  readonly city?: string;
  readonly country?: string;
  readonly box?: string;
  readonly lat?: number;
  readonly lng?: number;
  readonly radiusKm?: number;
  readonly currency?: string;
  readonly minPrice?: number;
  readonly maxPrice?: number;
  readonly guests?: number;
}

/** The plain way: every home's own columns and calendar, its total, one sort. */
async function everyHome(asked: Asked): Promise<string[]> {
  const [west, south, east, north] = (asked.box ?? "").split(",").map(Number);
  const direction = asked.sort === "price" ? "asc" : "desc";
  const text = `select currency || ' ' || total || ' ' || id as line from (
    select l.id, l.currency, ${stayTotal(terms)} as total from listing l
    where l.status = 'published' and ($4::text is null or lower(l.city) = lower($4)) and ($5::text is null or l.currency = $5)
      and l.max_guests >= $6::bigint and $3::bigint between l.min_nights and l.max_nights
      and $1::date - (roost_now() at time zone l.time_zone)::date between l.advance_notice_days and l.booking_window_days
      and ($9::float8 is null or (l.public_latitude between $9 and $10
        and case when $11::float8 <= $12::float8 then l.public_longitude between $11 and $12
          else l.public_longitude >= $11 or l.public_longitude <= $12 end))
      and ($13::float8 is null or 12742.0176 * asin(sqrt(sin(radians(l.public_latitude - $13) / 2) ^ 2
        + cos(radians($13)) * cos(radians(l.public_latitude)) * sin(radians(l.public_longitude - $14::float8) / 2) ^ 2)) <= $15::float8)
      and ${isFree({ listingId: "l.id", checkIn: "$1::date", checkOut: "$2::date", preparationDays: "l.preparation_days", now: "roost_now()" })}
  ) h where total between $7::bigint and $8::bigint order by currency ${direction}, total ${direction}, id ${direction}`;
  const values = [
    ...[asked.checkIn, asked.checkOut, asked.nights, asked.city ?? null, asked.currency ?? null, asked.guests ?? 1],
    ...[asked.minPrice ?? 0, asked.maxPrice ?? 1_000_000_000_000],
    ...(asked.box === undefined ? [null, null, null, null] : [south, north, west, east]),
    ...[
      asked.lat ?? null,
      asked.lng ?? null,
      asked.lat === undefined ? null : (asked.radiusKm ?? 10),
      weekendNights(asked.checkIn, asked.checkOut),
    ],
  ];
  const rows = await rig.sql.all<{ line: string }>(`test_every_home_${direction}`, text, values);
  return rows.map(({ line }) => line);
}
