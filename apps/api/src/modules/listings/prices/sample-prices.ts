import { currencyCodes, granularityOf } from "@roost/contract";
import fc from "fast-check";
import type { HomePrices } from "../stay-price.ts";
import type { RateRange } from "./night-price.ts";
import type { TaxRule } from "./tax.ts";

/** 100.00 kr a night, and nothing else, for tests. */
export const plainPrices = {
  currency: "NOK",
  nightlyPriceMinor: 10_000,
  weekendPriceMinor: null,
  cleaningFeeMinor: 0,
  includedGuests: 1,
  extraGuestFeeMinor: 0,
  petFeeMinor: 0,
  weeklyDiscountBps: 0,
  monthlyDiscountBps: 0,
  earlyBirdDaysAhead: null,
  earlyBirdBps: null,
  lastMinuteDaysBefore: null,
  lastMinuteBps: null,
  pricingVersion: 1,
  rates: [],
  taxes: [],
} as const satisfies HomePrices;

/** Two adults. */
export const twoAdults = { adults: 2, children: 0, infants: 0, pets: 0 } as const;

/** A local date near the day on which samples are booked. */
export const sampleToday = "2027-01-30";

/** `YYYY-MM-DD`, so many days after `sampleToday`. */
export const sampleDate = (days: number): string => Temporal.PlainDate.from(sampleToday).add({ days }).toString();

const rarely = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(values, { freq: 2 });
// Amounts that make ties frequent, and amounts of every size.
const steps = fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 100_000 }), fc.nat(20_000_000));
const bps = fc.oneof(fc.constantFrom(0, 500, 1250, 2500, 5000, 9000), fc.nat(9000));
const someBps = bps.map((value) => Math.max(1, value));

/** Ranges of dates after `sampleToday`, without overlaps. */
const rateRanges = fc
  .array(fc.tuple(fc.nat(40), fc.integer({ min: 1, max: 20 }), steps), { maxLength: 8 })
  .map((gaps) => {
    let day = 0;
    return gaps.map(([gap, length, price]) => {
      const first = day + gap;
      day = first + length;
      return { first: sampleDate(first), until: sampleDate(day), priceMinor: Math.max(1, price) };
    });
  });

const exempt = rarely(fc.integer({ min: 1, max: 60 }));
const taxKinds = fc.oneof(
  fc.record({ bps: fc.integer({ min: 1, max: 5000 }), amountMinor: fc.constant(null), exemptFromNights: exempt }),
  fc.record({ bps: fc.constant(null), amountMinor: fc.integer({ min: 1, max: 5000 }), exemptFromNights: exempt }),
);

/** Prices of every kind, in every currency, in its steps; their taxes are some of its own, and amounts in another. */
export const somePrices: fc.Arbitrary<HomePrices> = fc
  .record({
    currency: fc.constantFrom(...currencyCodes),
    nightlyPriceMinor: steps.map((value) => Math.max(1, value)),
    weekendPriceMinor: rarely(steps.map((value) => Math.max(1, value))),
    cleaningFeeMinor: fc.oneof(fc.constant(0), steps),
    includedGuests: fc.integer({ min: 1, max: 6 }),
    extraGuestFeeMinor: fc.oneof(fc.constant(0), fc.nat(10_000)),
    petFeeMinor: fc.oneof(fc.constant(0), steps),
    weeklyDiscountBps: bps,
    monthlyDiscountBps: bps,
    earlyBird: rarely(fc.record({ daysAhead: fc.integer({ min: 1, max: 90 }), bps: someBps })),
    lastMinute: rarely(fc.record({ daysBefore: fc.integer({ min: 1, max: 60 }), bps: someBps })),
    pricingVersion: fc.integer({ min: 1, max: 1000 }),
    rates: rateRanges,
    taxes: fc.array(fc.tuple(taxKinds, fc.boolean()), { maxLength: 3 }),
  })
  .map(({ earlyBird, lastMinute, rates, taxes, ...plain }) => {
    const step = granularityOf(plain.currency);
    const inStep = (minor: number) => minor * step;
    return {
      ...plain,
      nightlyPriceMinor: inStep(plain.nightlyPriceMinor),
      weekendPriceMinor: plain.weekendPriceMinor === null ? null : inStep(plain.weekendPriceMinor),
      cleaningFeeMinor: inStep(plain.cleaningFeeMinor),
      extraGuestFeeMinor: inStep(plain.extraGuestFeeMinor),
      petFeeMinor: inStep(plain.petFeeMinor),
      earlyBirdDaysAhead: earlyBird?.daysAhead ?? null,
      earlyBirdBps: earlyBird?.bps ?? null,
      lastMinuteDaysBefore: lastMinute?.daysBefore ?? null,
      lastMinuteBps: lastMinute?.bps ?? null,
      rates: rates.map((rate): RateRange => ({ ...rate, priceMinor: inStep(rate.priceMinor) })),
      taxes: taxes.map(([tax, foreign], index): TaxRule => {
        const other = plain.currency === "NOK" ? "EUR" : "NOK";
        const currency = tax.amountMinor === null ? null : foreign ? other : plain.currency;
        const amountMinor = tax.amountMinor === null ? null : tax.amountMinor * (foreign ? 1 : step);
        return { code: `t${index}`, version: index + 1, name: `Tax ${index}`, ...tax, amountMinor, currency };
      }),
    };
  });

/** Stays on days around the thresholds of discounts, by people of every kind. */
export const someStays = fc
  .record({
    ahead: fc.oneof(fc.nat(5), fc.nat(100)),
    nights: fc.oneof(fc.constantFrom(1, 2, 6, 7, 8, 27, 28, 29), fc.integer({ min: 1, max: 90 })),
    guests: fc.record({
      adults: fc.integer({ min: 1, max: 8 }),
      children: fc.nat(4),
      infants: fc.nat(2),
      pets: fc.nat(2),
    }),
  })
  .map(({ ahead, nights, guests }) => ({
    dates: { checkIn: sampleDate(ahead), checkOut: sampleDate(ahead + nights) },
    nights,
    guests,
  }));

/** Some make ties frequent. */
export const someFees = fc.record({
  guestBps: fc.oneof(fc.constantFrom(0, 1250, 1400, 2500, 5000), fc.nat(10_000)),
  hostBps: fc.nat(10_000),
  version: fc.integer({ min: 1, max: 9 }),
});
