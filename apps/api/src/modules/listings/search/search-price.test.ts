import { currencyCodes, granularityOf, maxAmountMinor } from "@roost/contract";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Rig, startRig } from "../../../../test/rig.ts";
import { newId } from "../../../platform/ids.ts";
import { weekendNights } from "../prices/night-price.ts";
import { plainPrices, sampleDate, someFees, somePrices, someStays, twoAdults } from "../prices/sample-prices.ts";
import { type HomePrices, type PriceInput, priceStay } from "../stay-price.ts";
import { localDate } from "../stay-rules.ts";
import { overlapsRates, stayTotal } from "./search-price.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

interface Case extends Pick<PriceInput, "dates" | "guests" | "fees"> {
  readonly prices: HomePrices;
  readonly timeZone: string;
}

/** A day earlier and a day later, somewhere. */
const now = new Date("2027-01-30T10:30:00Z");
const timeZones = ["Europe/Oslo", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kolkata"];

const text = `select ${stayTotal({
  home: "l",
  ...{ checkIn: "x.check_in", checkOut: "x.check_out", nights: "x.nights", weekends: "x.weekends" },
  ...{
    people: "x.people",
    adults: "x.adults",
    withPets: "x.with_pets",
    guestBps: "x.guest_bps",
    now: "$2::timestamptz",
    daysAhead: { least: "(x.check_in - date '2027-01-31')", most: "(x.check_in - date '2027-01-29')" },
    hasRates: overlapsRates({ home: "l", checkIn: "x.check_in", checkOut: "x.check_out" }),
  },
})} as total
  from jsonb_to_recordset($1) as x (id uuid, check_in date, check_out date, nights bigint, weekends bigint,
    people bigint, adults bigint, with_pets boolean, guest_bps bigint, position int)
  join listing l on l.id = x.id order by x.position`;

/** The totals in SQL of stays at homes of their own, each in a city of its own. */
async function totalsOf(cases: readonly Case[]): Promise<(number | null)[]> {
  const like = await rig.addHome();
  const homes = cases.map((one) => ({ id: newId(), city: newId(), ...one }));
  await insertHomes(like, homes.map(rowOf));
  await insertRates(homes.flatMap(({ id, prices }) => prices.rates.map((rate) => ({ id, ...rate }))));
  await insertTaxes(homes.flatMap(({ city, prices }) => prices.taxes.map((tax) => ({ city, ...tax, id: newId() }))));
  const stays = homes.map(({ id, dates, guests, fees }, position) => ({
    ...{ id, position, check_in: dates.checkIn, check_out: dates.checkOut, guest_bps: fees.guestBps },
    nights: Temporal.PlainDate.from(dates.checkIn).until(dates.checkOut).days,
    weekends: weekendNights(dates.checkIn, dates.checkOut),
    ...{ people: guests.adults + guests.children, adults: guests.adults, with_pets: guests.pets > 0 },
  }));
  const rows = await rig.sql.all<{ total: number | null }>("test_totals", text, [JSON.stringify(stays), now]);
  return rows.map(({ total }) => total);
}

const rowOf = ({ id, city, timeZone, prices }: Case & { readonly id: string; readonly city: string }) => ({
  ...{ id, city, time_zone: timeZone, currency: prices.currency, nightly_price_minor: prices.nightlyPriceMinor },
  ...{ weekend_price_minor: prices.weekendPriceMinor, cleaning_fee_minor: prices.cleaningFeeMinor },
  ...{ included_guests: prices.includedGuests, extra_guest_fee_minor: prices.extraGuestFeeMinor, max_guests: 50 },
  ...{ pet_fee_minor: prices.petFeeMinor, weekly_discount_bps: prices.weeklyDiscountBps },
  ...{ monthly_discount_bps: prices.monthlyDiscountBps, early_bird_days_ahead: prices.earlyBirdDaysAhead },
  ...{ early_bird_bps: prices.earlyBirdBps, last_minute_days_before: prices.lastMinuteDaysBefore },
  ...{ last_minute_bps: prices.lastMinuteBps },
});

const insertHomes = (like: string, rows: readonly object[]) =>
  rig.sql.run(
    "test_homes",
    `insert into listing select r.* from listing l cross join jsonb_array_elements($2) x
     cross join lateral jsonb_populate_record(l, x) r where l.id = $1`,
    [like, JSON.stringify(rows)],
  );

const insertRates = (rows: readonly object[]) =>
  rig.sql.run(
    "test_rates",
    `insert into rate select id, first, until, "priceMinor"
     from jsonb_to_recordset($1) as x (id uuid, first date, until date, "priceMinor" bigint)`,
    [JSON.stringify(rows)],
  );

// Half of the cities are spelt in another case than their homes'.
const insertTaxes = (rows: readonly object[]) =>
  rig.sql.run(
    "test_taxes",
    `insert into tax_rule (id, code, version, name, country, city, bps, amount_minor, currency, exempt_from_nights,
       valid_from)
     select id, city || code, version, name, 'NO', case when random() < 0.5 then upper(city) else city end, bps,
       "amountMinor", currency, "exemptFromNights", '2020-01-01'
     from jsonb_to_recordset($1) as x (id uuid, city text, code text, version int, name text, bps int,
       "amountMinor" bigint, currency text, "exemptFromNights" int)`,
    [JSON.stringify(rows)],
  );

const totalOf = ({ prices, dates, guests, fees, timeZone }: Case) =>
  priceStay({ listing: prices, dates, guests, fees, today: localDate(now, timeZone) }).total.amount;

const samples = fc
  .tuple(somePrices, someStays, someFees, fc.constantFrom(...timeZones))
  .map(([prices, { dates, guests }, fees, timeZone]): Case => ({ prices, dates, guests, fees, timeZone }));

/** The first stays whose totals differ. */
async function differing(cases: readonly Case[]): Promise<readonly object[]> {
  const totals = await totalsOf(cases);
  const wrong = cases.flatMap((one, index) => {
    const [inSql, expected] = [totals[index], totalOf(one)];
    return inSql === expected ? [] : [{ ...one, inSql, expected }];
  });
  return wrong.slice(0, 3);
}

// Together 10,000 stays. This test comes first: once there are taxes anywhere, no home takes the short way.
test("the total that search computes in SQL is the quote's, to the cent, where no taxes are known", async () => {
  const { earlyBirdDaysAhead, earlyBirdBps, lastMinuteDaysBefore, lastMinuteBps } = plainPrices;
  const none = { earlyBirdDaysAhead, earlyBirdBps, lastMinuteDaysBefore, lastMinuteBps };
  const cases = fc
    .sample(fc.tuple(samples, fc.boolean(), fc.boolean()), 3000)
    .map(([{ prices, ...one }, isPlain, isRated]) => ({
      ...one,
      prices: { ...prices, ...(isPlain ? none : {}), rates: isRated ? prices.rates : [], taxes: [] },
    }));
  expect(await differing(cases)).toEqual([]);
}, 60_000);

test("the total that search computes in SQL is the quote's, to the cent, with taxes", async () => {
  expect(await differing(fc.sample(samples, 7000))).toEqual([]);
}, 60_000);

test("it stays exact up to the largest total that travels, and is not there beyond", async () => {
  const highest = Math.floor((maxAmountMinor * 10_000) / 19_000);
  const fees = { guestBps: 9000, hostBps: 0, version: 1 };
  const dates = { checkIn: sampleDate(30), checkOut: sampleDate(31) };
  const [timeZone = ""] = timeZones;
  const caseOf = (prices: Partial<HomePrices>): Case => ({
    ...{ dates, guests: twoAdults, fees, timeZone, prices: { ...plainPrices, ...prices } },
  });
  const near = Array.from({ length: 1000 }, (_, down) => caseOf({ nightlyPriceMinor: highest - down }));
  const off = { lastMinuteDaysBefore: 60, lastMinuteBps: 9000 };
  const discounted = Array.from({ length: 1000 }, (_, down) =>
    caseOf({ ...off, nightlyPriceMinor: maxAmountMinor - down }),
  );
  const cases = [...near, ...discounted];
  expect(await totalsOf(cases)).toEqual(cases.map(totalOf));

  const twoNights = { ...caseOf({ ...off, nightlyPriceMinor: maxAmountMinor }), fees: { ...fees, guestBps: 0 } };
  const beyond = { ...twoNights, dates: { ...dates, checkOut: sampleDate(32) } };
  expect(() => totalOf(beyond)).toThrow("more than can be charged");
  expect(await totalsOf([beyond])).toEqual([null]);
});

test("the database knows the step of every currency, and takes no price between two", async () => {
  const steps = "select currency_step(code) as step from unnest($1::text[]) code";
  const rows = await rig.sql.all<{ step: number }>("test_steps", steps, [currencyCodes]);
  expect(rows.map(({ step }) => step)).toEqual(currencyCodes.map((currency) => granularityOf(currency)));
  await expect(rig.addHome({ currency: "HUF", nightly_price_minor: 1_000_050 })).rejects.toThrow("listing_price_steps");
  await expect(rig.addHome({ currency: "KWD", nightly_price_minor: 100, cleaning_fee_minor: 5 })).rejects.toThrow(
    "listing_price_steps",
  );
});
