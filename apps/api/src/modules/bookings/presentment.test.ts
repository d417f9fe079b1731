import {
  Booking,
  type CurrencyCode,
  currencyCodes,
  exponentOf,
  fromProviderAmount,
  granularityOf,
  Quote,
  splitMinor,
  toProviderAmount,
} from "@roost/contract";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkInvariants } from "../../../src/invariants.ts";
import { daysAhead, type Rig, startRig } from "../../../test/rig.ts";
import type { UserActor } from "../../platform/action.ts";
import { priceStay } from "../listings/index.ts";
import { plainPrices, sampleDate, sampleToday, twoAdults } from "../listings/prices/sample-prices.ts";
import { findExchangeRate, presentPrice } from "../payments/index.ts";
import { createBooking } from "./create-booking.ts";
import { getBooking } from "./get-booking.ts";
import { getQuote } from "./get-quote.ts";
import { quoteStay } from "./quote-stay.ts";

let rig: Rig;
let guest: UserActor;
beforeAll(async () => {
  rig = await startRig();
  guest = await rig.addUser();
});
afterAll(() => rig.close());

const dates = { checkIn: daysAhead(30), checkOut: daysAhead(33) };
const guests = { adults: 2 };

const quoted = async (listingId: string, currency?: CurrencyCode): Promise<Quote> =>
  Quote.parse(await rig.call(quoteStay, { listingId, ...dates, guests, currency }));
const book = async (quoteId: string): Promise<Booking> =>
  Booking.parse(await rig.call(createBooking, { quoteId }, guest));
const sum = (amounts: readonly number[]) => amounts.reduce((all, amount) => all + amount, 0);

const setRate = (currency: string, perEur: string) =>
  rig.sql.run(
    "test_set_rate",
    `insert into exchange_rate values ($1, current_date, $2::numeric, 'configured', now())
     on conflict (currency, as_of) do update set per_eur = excluded.per_eur`,
    [currency, perEur],
  );

test("without a wish the guest pays in the home's own currency", async () => {
  const { total, lineItems, presentment } = await quoted(await rig.addHome());
  const lines = lineItems.map(({ payer, amount }) => (payer === "guest" ? amount : { ...amount, amount: 0 }));
  expect(presentment).toEqual({ currency: "NOK", rate: "1", source: "same", at: expect.any(String), total, lines });
});

test("a home in yen is paid in euro: the price stays in yen, what is charged is said beside it", async () => {
  const listingId = await rig.addHome({ currency: "JPY", nightly_price_minor: 25_000, cleaning_fee_minor: 5000 });
  const quote = await quoted(listingId, "EUR");
  // 80,000 + 14 % = 91,200 yen, at 183.03 for a euro
  expect(quote.total).toEqual({ amount: 91_200, currency: "JPY" });
  expect(quote.presentment).toEqual({
    currency: "EUR",
    rate: "0.00546358520461",
    source: "ecb",
    at: "2026-03-05T00:00:00.000Z",
    total: { amount: 49_828, currency: "EUR" },
    // 75,000, 5,000 and 11,200 of 91,200 yen; the host's own fee is not the guest's
    lines: [40_977, 2732, 6119, 0].map((amount) => ({ amount, currency: "EUR" })),
  });
  expect(await rig.call(getQuote, { quoteId: quote.id })).toEqual(quote);
});

test("charged = quoted: the rate may change between quote and booking, and again after it", async () => {
  await setRate("SEK", "10.7");
  const quote = await quoted(await rig.addHome(), "SEK");
  await setRate("SEK", "12.2");
  const booking = await book(quote.id);
  await setRate("SEK", "9.9");
  const after = Booking.parse(await rig.call(getBooking, { bookingId: booking.id }, guest));
  expect([booking.presentment, after.presentment]).toEqual([quote.presentment, quote.presentment]);
  const rows = await rig.sql.one(
    "test_payment",
    "select amount_minor as amount, currency from payment where reference = $1",
    [booking.id],
  );
  expect(rows).toEqual(quote.presentment.total);
  expect(quote.presentment.rate).not.toBe((await quoted(await rig.addHome(), "SEK")).presentment.rate);
});

test("the fresh quote for one that has expired is in the guest's currency, at the rate of now", async () => {
  await setRate("DKK", "7.4");
  const { id: quoteId } = await quoted(await rig.addHome(), "DKK");
  await rig.sql.run("test_expire", "update quote set expires_at = now() where id = $1", [quoteId]);
  await setRate("DKK", "7.6");
  const refused = await rig.call(createBooking, { quoteId }, guest).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: "quote.expired", details: { freshQuoteId: expect.any(String) } });
  const fresh = await rig.sql.one(
    "test_fresh",
    `select presentment_currency as currency, round(presentment_rate * 11.214, 6)::text as rate from quote
     where presentment_currency = 'DKK' and id <> $1`,
    [quoteId],
  );
  expect(fresh).toEqual({ currency: "DKK", rate: "7.600000" });
});

test("a currency that Roost does not take is named, and so is a price that comes to nothing in one that it takes", async () => {
  const listingId = await rig.addHome();
  const wish = { listingId, ...dates, guests };
  for (const currency of ["XAU", "eur", "", 5]) {
    await expect(rig.call(quoteStay, { ...wish, currency })).rejects.toMatchObject({
      code: "request.invalid",
      issues: [{ pointer: "/currency" }],
    });
  }
  const cheap = await rig.addHome({ currency: "VND", nightly_price_minor: 1 });
  await expect(quoted(cheap, "KWD")).rejects.toMatchObject({
    code: "quote.currency_unavailable",
    issues: [{ pointer: "/currency", code: "amount_too_small" }],
  });
  const dear = await rig.addHome({ currency: "KWD", nightly_price_minor: 90_000_000_000 });
  await expect(quoted(dear, "VND")).rejects.toMatchObject({
    code: "quote.currency_unavailable",
    issues: [{ pointer: "/currency", code: "amount_too_large" }],
  });
});

test("where rates may not be old, old ones are refused; the home's own currency needs none", async () => {
  const strict = await startRig({ FX_MAX_AGE_DAYS: "7" });
  try {
    const listingId = await strict.addHome();
    const wish = { listingId, ...dates, guests };
    expect(await strict.call(quoteStay, wish)).toMatchObject({ presentment: { source: "same" } });
    await expect(strict.call(quoteStay, { ...wish, currency: "EUR" })).rejects.toMatchObject({
      code: "quote.currency_unavailable",
      issues: [{ pointer: "/currency", code: "rate_too_old" }],
    });
  } finally {
    await strict.close();
  }
});

test("what a guest pays in each currency is there line by line, in the database too, and every invariant holds", async () => {
  const day = daysAhead(60);
  for (const currency of currencyCodes) {
    const listingId = await rig.addHome({ nightly_price_minor: 123_456, cleaning_fee_minor: 7890 });
    const wish = { listingId, checkIn: day, checkOut: daysAhead(62), guests, currency };
    const quote = Quote.parse(await rig.call(quoteStay, wish));
    await book(quote.id);
  }
  expect(await checkInvariants(rig.sql)).toEqual([]);
  const rows = await rig.sql.all<{ lines: number[]; minor: number; payers: string[] }>(
    "test_lines",
    `select presentment_lines as lines, presentment_minor as minor,
       (select array_agg(line ->> 'payer' order by place) from jsonb_array_elements(line_items) with ordinality l (line, place)) as payers
     from booking where check_in = $1`,
    [day],
  );
  expect(rows).toHaveLength(currencyCodes.length);
  for (const { lines, minor, payers } of rows) {
    expect(sum(lines)).toBe(minor);
    expect(lines.map((amount) => amount > 0)).toEqual(payers.map((payer) => payer === "guest"));
  }
});

test("in every pair of currencies, lines and presented lines sum to their totals in steps that providers and banks take", async () => {
  const now = new Date();
  const rates = new Map<CurrencyCode, string>();
  for (const to of currencyCodes) rates.set(to, (await findExchangeRate(rig.sql, { from: "EUR", to, now })).rate);
  const pairs = fc.tuple(fc.constantFrom(...currencyCodes), fc.constantFrom(...currencyCodes));
  // From a few cents to a few thousand euro a night, whatever the currency.
  const euros = fc.double({ min: 0.05, max: 5000, noNaN: true });
  const stays = fc.record({ nights: fc.integer({ min: 1, max: 60 }), night: euros, cleaning: euros });
  const refunds = fc.array(fc.nat(1000), { minLength: 1, maxLength: 5 });
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(pairs, stays, refunds, async ([from, to], { nights, night, cleaning }, shares) => {
      seen.add(from).add(to);
      const [step, unit] = [granularityOf(from), 10 ** exponentOf(from)];
      const price = (value: number) => Math.max(1, Math.round((value * Number(rates.get(from)) * unit) / step)) * step;
      const prices = { currency: from, nightlyPriceMinor: price(night), cleaningFeeMinor: price(cleaning) };
      const { lineItems, total } = priceStay({
        listing: { ...plainPrices, ...prices },
        dates: { checkIn: sampleDate(30), checkOut: sampleDate(30 + nights) },
        ...{ guests: twoAdults, today: sampleToday, fees: { guestBps: 1400, hostBps: 300, version: 1 } },
      });
      const ofGuest = lineItems.map(({ payer, amount }) => (payer === "guest" ? amount.amount : 0));
      expect(sum(ofGuest)).toBe(total.amount);

      const rate = await findExchangeRate(rig.sql, { from, to, now });
      const paid = presentPrice({ total, parts: ofGuest }, rate, to);
      const paidStep = granularityOf(to);
      const parts = paid.lines.map(({ amount }) => amount);
      expect(sum(parts)).toBe(paid.total.amount);
      expect(parts.map((part, index) => part > 0 && ofGuest[index] === 0)).not.toContain(true);
      expect([...parts, paid.total.amount].filter((amount) => amount % paidStep !== 0)).toEqual([]);
      expect(lineItems.filter(({ amount }) => amount.amount % step !== 0)).toEqual([]);

      for (const money of [total, paid.total, ...paid.lines]) {
        const counted = toProviderAmount("stripe", money);
        expect(fromProviderAmount("stripe", { amount: counted, currency: money.currency })).toEqual(money);
      }
      // Each line goes back in pieces, which are asked of the provider one by one.
      fc.pre(shares.some((share) => share > 0));
      for (const part of parts) {
        const pieces = splitMinor(part, shares, paidStep);
        expect(sum(pieces)).toBe(part);
        expect(sum(pieces.map((amount) => toProviderAmount("stripe", { amount, currency: to })))).toBe(
          toProviderAmount("stripe", { amount: part, currency: to }),
        );
      }
    }),
    { numRuns: 500 },
  );
  expect(seen.size).toBeGreaterThanOrEqual(30);
});
