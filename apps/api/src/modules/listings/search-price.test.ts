import { type CurrencyCode, currencyCodes, granularityOf, maxAmountMinor } from "@roost/contract";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Rig, startRig } from "../../../test/rig.ts";
import { stayTotal } from "./search-price.ts";
import { priceStay } from "./stay-price.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

const text = `select ${stayTotal({ nights: "l.nights", guestBps: "l.guest_bps" })} as total
  from jsonb_to_recordset($1)
    as l (currency text, nightly_price_minor bigint, cleaning_fee_minor bigint, nights bigint, guest_bps bigint,
      position bigint)
  order by position`;

test("the total that search computes in SQL is the quote's, to the cent, over 20,000 stays", async () => {
  const small = fc.integer({ min: 1, max: 5000 });
  const stays = fc.record({
    nightly_price_minor: fc.oneof(small, fc.integer({ min: 1, max: 1_000_000_000 })),
    cleaning_fee_minor: fc.oneof(fc.constant(0), small, fc.integer({ min: 0, max: 10_000_000_000 })),
    nights: fc.integer({ min: 1, max: 365 }),
    // 1250, 2500 and 5000 make ties frequent.
    guest_bps: fc.oneof(fc.constantFrom(0, 1250, 1400, 2500, 5000), fc.nat(9000)),
  });
  const inStep = (amount: number, currency: CurrencyCode) => amount - (amount % granularityOf(currency));
  const inSteps = fc.tuple(stays, fc.constantFrom(...currencyCodes)).map(([stay, currency]) => ({
    ...stay,
    currency,
    nightly_price_minor: Math.max(inStep(stay.nightly_price_minor, currency), granularityOf(currency)),
    cleaning_fee_minor: inStep(stay.cleaning_fee_minor, currency),
  }));
  const cases = fc.sample(inSteps, 20_000).map((stay, position) => ({ ...stay, position }));
  const rows = await rig.sql.all<{ total: number }>("test_totals", text, [JSON.stringify(cases)]);
  expect(rows).toHaveLength(cases.length);
  const wrong = cases.filter((stay, index) => {
    const listing = {
      currency: stay.currency,
      nightlyPriceMinor: stay.nightly_price_minor,
      cleaningFeeMinor: stay.cleaning_fee_minor,
    };
    const { total } = priceStay({ listing, nights: stay.nights, fees: { guestBps: stay.guest_bps, hostBps: 300 } });
    return rows[index]?.total !== total.amount;
  });
  expect(wrong).toEqual([]);
});

test("it stays exact up to the largest total that travels", async () => {
  const highest = Math.floor((maxAmountMinor * 10_000) / 19_000);
  const cases = Array.from({ length: 2000 }, (_, position) => ({
    nightly_price_minor: highest - position,
    cleaning_fee_minor: 0,
    nights: 1,
    guest_bps: 9000,
    position,
    currency: "NOK",
  }));
  const rows = await rig.sql.all<{ total: number }>("test_totals", text, [JSON.stringify(cases)]);
  expect(rows.map(({ total }) => total)).toEqual(
    cases.map(({ nightly_price_minor: nightlyPriceMinor }) => {
      const listing = { currency: "NOK", nightlyPriceMinor, cleaningFeeMinor: 0 } as const;
      return priceStay({ listing, nights: 1, fees: { guestBps: 9000, hostBps: 0 } }).total.amount;
    }),
  );
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
