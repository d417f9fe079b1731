import { currencyCodes, granularityOf, LineItem, maxAmountMinor } from "@roost/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  plainPrices,
  sampleDate,
  sampleToday,
  someFees,
  somePrices,
  someStays,
  twoAdults,
} from "./prices/sample-prices.ts";
import { type HomePrices, type PriceInput, priceStay } from "./stay-price.ts";

const fees = { guestBps: 1400, hostBps: 300, version: 7 };
// 2027-02-09 is a Tuesday
const dates = { checkIn: "2027-02-09", checkOut: "2027-02-12" };
const priced = (listing: HomePrices, wish: Partial<PriceInput> = {}) =>
  priceStay({ listing, dates, guests: twoAdults, today: sampleToday, fees, ...wish });
const linesOf = (listing: HomePrices, wish: Partial<PriceInput> = {}) =>
  priced(listing, wish).lineItems.map(({ rule, quantity, unit, amount }) => [
    rule,
    quantity,
    unit.amount,
    amount.amount,
  ]);

test("a stay is nights, cleaning and the guest's fee; the host pays his from his share", () => {
  const home = { ...plainPrices, nightlyPriceMinor: 185_025, cleaningFeeMinor: 50_000, pricingVersion: 3 };
  const { lineItems, total, hostShare } = priced(home);
  expect(
    lineItems.map(({ kind, quantity, unit, amount, payer, payee, rule, version }) => [
      ...[kind, quantity, unit.amount, amount.amount, payer, payee, rule, version],
    ]),
  ).toEqual([
    ["nightly", 3, 185_025, 555_075, "guest", "host", "price.nightly", 3],
    ["cleaning", 1, 50_000, 50_000, "guest", "host", "price.cleaning", 3],
    // 605,075 × 14 % = 84,710.5: half-even
    ["service_fee", 1, 84_710, 84_710, "guest", "platform", "fee.guest", 7],
    // 605,075 × 3 % = 18,152.25
    ["host_fee", 1, 18_152, 18_152, "host", "platform", "fee.host", 7],
  ]);
  expect(total).toEqual({ amount: 689_785, currency: "NOK" });
  expect(hostShare).toEqual({ amount: 586_923, currency: "NOK" });
});

test("nights of one price and rule share a line, in the order of the stay", () => {
  const home = {
    ...plainPrices,
    weekendPriceMinor: 15_000,
    rates: [{ first: "2027-02-14", until: "2027-02-16", priceMinor: 10_000 }],
  };
  // Friday, Saturday, Sunday and Monday with a price of their own, Tuesday
  expect(linesOf(home, { dates: { checkIn: "2027-02-12", checkOut: "2027-02-17" } }).slice(0, 3)).toEqual([
    ["price.weekend", 2, 15_000, 30_000],
    ["price.override", 2, 10_000, 20_000],
    ["price.nightly", 1, 10_000, 10_000],
  ]);
});

test("extra guests pay for each night, infants do not count, pets pay once; neither bears a fee", () => {
  const home = { ...plainPrices, includedGuests: 2, extraGuestFeeMinor: 2000, petFeeMinor: 7000 };
  const guests = { adults: 3, children: 1, infants: 2, pets: 2 };
  expect(linesOf(home, { guests })).toEqual([
    ["price.nightly", 3, 10_000, 30_000],
    ["price.extra_guests", 3, 4000, 12_000],
    ["price.pets", 1, 7000, 7000],
    ["fee.guest", 1, 4200, 4200],
    ["fee.host", 1, 900, 900],
  ]);
  expect(priced(home, { guests })).toMatchObject({ total: { amount: 53_200 }, hostShare: { amount: 48_100 } });
  expect(linesOf(home, { guests: twoAdults })).toHaveLength(3);
});

const discounted = {
  ...plainPrices,
  weeklyDiscountBps: 1000,
  monthlyDiscountBps: 2000,
  ...{ earlyBirdDaysAhead: 60, earlyBirdBps: 500, lastMinuteDaysBefore: 5, lastMinuteBps: 1500 },
};
test.each([
  ["27 nights: the week's", 10, 27, "discount.weekly"],
  ["28 nights: the month's", 10, 28, "discount.monthly"],
  ["7 nights, booked late, too: still the week's", 2, 7, "discount.weekly"],
  ["6 nights, 60 days ahead", 60, 6, "discount.early_bird"],
  ["6 nights, 59 days ahead: none", 59, 6, undefined],
  ["6 nights, 5 days ahead", 5, 6, "discount.last_minute"],
  ["6 nights, 6 days ahead: none", 6, 6, undefined],
  ["today", 0, 1, "discount.last_minute"],
])("%s", (_what, ahead, nights, rule) => {
  const stay = { checkIn: sampleDate(ahead), checkOut: sampleDate(ahead + nights) };
  const { lineItems, discounts } = priced(discounted, { dates: stay });
  expect(lineItems[0]?.discount?.rule).toBe(rule);
  expect(discounts.find(({ isChosen }) => isChosen)?.rule).toBe(rule);
  expect(discounts).toHaveLength(4);
});

test("a discount that is set to nothing is none: the next one is asked", () => {
  const month = { dates: { checkIn: sampleDate(5), checkOut: sampleDate(33) } };
  expect(priced({ ...discounted, monthlyDiscountBps: 0 }, month).lineItems[0]?.discount?.rule).toBe("discount.weekly");
  const neither = { ...discounted, monthlyDiscountBps: 0, weeklyDiscountBps: 0 };
  expect(priced(neither, month).lineItems[0]?.discount?.rule).toBe("discount.last_minute");
});

test("of early-bird and last-minute the larger applies, of equal ones the early-bird; the others say why not", () => {
  const both = { ...plainPrices, earlyBirdDaysAhead: 10, lastMinuteDaysBefore: 30, lastMinuteBps: 700 };
  expect(priced({ ...both, earlyBirdBps: 600 }).discounts).toEqual([
    { rule: "discount.early_bird", bps: 600, isChosen: false, reason: "gives way to discount.last_minute" },
    { rule: "discount.last_minute", bps: 700, isChosen: true, reason: "applies" },
  ]);
  expect(priced({ ...both, earlyBirdBps: 700 }).lineItems[0]?.discount?.rule).toBe("discount.early_bird");
  const far = { dates: { checkIn: sampleDate(40), checkOut: sampleDate(41) } };
  expect(priced({ ...both, earlyBirdBps: 600 }, far).discounts[1]?.reason).toBe("up to 30 days before check-in");
});

test("a discount is taken of the sum and shared among the lines, whose fees follow it", () => {
  const home = {
    ...plainPrices,
    weeklyDiscountBps: 1250,
    rates: [{ first: "2027-02-09", until: "2027-02-10", priceMinor: 10_001 }],
    pricingVersion: 4,
  };
  const { lineItems } = priced(home, { dates: { checkIn: "2027-02-09", checkOut: "2027-02-16" } });
  // 70,001 × 12.5 % = 8,750.125: 1,250 and 7,500 of it
  expect(lineItems.slice(0, 3)).toMatchObject([
    { amount: { amount: 8751 }, discount: { bps: 1250, version: 4, amount: { amount: 1250 } } },
    { amount: { amount: 52_500 }, discount: { bps: 1250, version: 4, amount: { amount: 7500 } } },
    // 61,251 × 14 % = 8,575.14
    { amount: { amount: 8575 } },
  ]);
});

test("nights are never for nothing, and lines of nothing are left out", () => {
  const home = { ...plainPrices, currency: "JPY", nightlyPriceMinor: 1 } as const;
  expect(linesOf(home)).toEqual([["price.nightly", 3, 1, 3]]);
  const generous = { ...home, lastMinuteDaysBefore: 60, lastMinuteBps: 9000 };
  const oneNight = { dates: { checkIn: sampleDate(1), checkOut: sampleDate(2) } };
  expect(linesOf(generous, oneNight)).toEqual([["price.nightly", 1, 1, 1]]);
  expect(priced(generous, oneNight).total.amount).toBe(1);
});

const tax = { code: "no.tourist", version: 2, name: "Tourist tax", bps: null, amountMinor: null, currency: null };
test("a tax in per cent is taken of discounted nights and cleaning, an amount for each night and adult", () => {
  const home = {
    ...{ ...plainPrices, cleaningFeeMinor: 5000, extraGuestFeeMinor: 2000, petFeeMinor: 500 },
    taxes: [
      { ...tax, bps: 250, exemptFromNights: null },
      { ...tax, code: "no.bed", name: "Bed tax", amountMinor: 350, currency: "NOK", exemptFromNights: 8 },
    ],
  };
  const guests = { adults: 2, children: 2, infants: 1, pets: 1 };
  const { lineItems, total } = priced(home, { guests });
  expect(lineItems.filter(({ kind }) => kind === "tax")).toEqual([
    {
      ...{ kind: "tax", quantity: 1, payer: "guest", payee: "authority", rule: "tax.no.tourist", version: 2 },
      ...{ name: "Tourist tax", unit: { amount: 875, currency: "NOK" }, amount: { amount: 875, currency: "NOK" } },
    },
    {
      ...{ kind: "tax", quantity: 3, payer: "guest", payee: "authority", rule: "tax.no.bed", version: 2 },
      ...{ name: "Bed tax", unit: { amount: 700, currency: "NOK" }, amount: { amount: 2100, currency: "NOK" } },
    },
  ]);
  // nights 30,000, cleaning 5,000, three extra guests 18,000, pets 500, fee 4,900, taxes 2,975
  expect(total.amount).toBe(61_375);
});

test("a tax says why it is not due", () => {
  const taxes = [
    { ...tax, bps: 250, exemptFromNights: 3 },
    { ...tax, code: "eu.bed", amountMinor: 200, currency: "EUR", exemptFromNights: null },
  ];
  const { lineItems, taxes: considered } = priced({ ...plainPrices, taxes });
  expect(lineItems.filter(({ kind }) => kind === "tax")).toEqual([]);
  expect(considered.map(({ reason }) => reason)).toEqual(["exempt from 3 nights", "not due: it is set in EUR"]);
});

test.each([
  // 14 % of 36,250 Ft is 5,075, 3 % is 1,087.50: whole forints reach a bank, and of two as near the even one
  ["HUF", 3_625_000, [3_625_000, 507_500, 108_800]],
  // 14 % of 12 NT$ is 1.68, 3 % is 0.36
  ["TWD", 1200, [1200, 200]],
  // 14 % of 10.250 dinars is 1.435: a tie between 1.430 and 1.440, and even steps win; 3 % is 0.3075
  ["KWD", 10_250, [10_250, 1440, 310]],
  ["TND", 10_150, [10_150, 1420, 300]],
] as const)("fees in %s come in steps that can be paid out", (currency, nightlyPriceMinor, amounts) => {
  const oneNight = { dates: { checkIn: "2027-02-09", checkOut: "2027-02-10" } };
  const { lineItems } = priced({ ...plainPrices, currency, nightlyPriceMinor }, oneNight);
  expect(lineItems.map(({ amount }) => amount.amount)).toEqual(amounts);
});

test("in every currency the parts sum to the whole, and every line fits the contract and what can be paid out", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(somePrices, someStays, someFees, (listing, { dates, nights, guests }, fees) => {
      const { lineItems, total, hostShare, ...why } = priced(listing, { dates, guests, fees });
      seen.add(listing.currency);
      const sum = (lines: readonly LineItem[]) => lines.reduce((all, { amount }) => all + amount.amount, 0);
      const paidBy = (party: string) => lineItems.filter(({ payer }) => payer === party);
      const paidTo = (party: string) => lineItems.filter(({ payee }) => payee === party);
      expect(sum(paidBy("guest"))).toBe(total.amount);
      expect(sum(paidTo("host")) - sum(paidBy("host"))).toBe(hostShare.amount);
      expect(hostShare.amount + sum(paidTo("platform")) + sum(paidTo("authority"))).toBe(total.amount);
      for (const line of lineItems) {
        expect(LineItem.parse(line)).toEqual(line);
        expect(line.unit.amount * line.quantity - (line.discount?.amount.amount ?? 0)).toBe(line.amount.amount);
        expect(line.amount.amount % granularityOf(listing.currency)).toBe(0);
        expect(line.kind === "nightly" || line.amount.amount > 0).toBe(true);
      }
      const ofNights = lineItems.filter(({ kind }) => kind === "nightly");
      expect(ofNights.reduce((all, { quantity }) => all + quantity, 0)).toBe(nights);
      expect(sum(ofNights)).toBeGreaterThan(0);
      const gross = why.nights.reduce((all, { priceMinor }) => all + priceMinor, 0);
      const off = ofNights.reduce((all, { discount }) => all + (discount?.amount.amount ?? 0), 0);
      expect(sum(ofNights)).toBe(gross - off);
      // Never more than it says, but for the rounding; and never what is not chosen.
      const bps = why.discounts.find(({ isChosen }) => isChosen)?.bps ?? 0;
      expect(Math.abs(off - (gross * bps) / 10_000)).toBeLessThanOrEqual(
        off === gross - granularityOf(listing.currency) ? gross : granularityOf(listing.currency) / 2 + 0.001,
      );
      expect(why.discounts.filter(({ isChosen }) => isChosen).length).toBeLessThanOrEqual(1);
    }),
    { numRuns: 2000 },
  );
  expect([...seen].sort()).toEqual([...currencyCodes].sort());
});

test("more guests never pay less, nor do more pets, or the same people with higher prices", () => {
  const more = fc.record({ adults: fc.nat(3), children: fc.nat(3), infants: fc.nat(2), pets: fc.nat(2) });
  fc.assert(
    fc.property(somePrices, someStays, more, (listing, { dates, guests }, extra) => {
      const { adults, children, infants, pets } = guests;
      const crowd = {
        ...{ adults: adults + extra.adults, children: children + extra.children },
        ...{ infants: infants + extra.infants, pets: pets + extra.pets },
      };
      const few = priced(listing, { dates, guests }).total.amount;
      expect(priced(listing, { dates, guests: crowd }).total.amount).toBeGreaterThanOrEqual(few);
      const dearer = { ...listing, cleaningFeeMinor: listing.cleaningFeeMinor * 2 };
      expect(priced(dearer, { dates, guests }).total.amount).toBeGreaterThanOrEqual(few);
    }),
  );
});

test("refuses a stay that costs more than can be charged, also where a discount would bring it back", () => {
  const tooHigh = expect.objectContaining({ code: "stay.rule", details: { rules: ["total_too_high"] } });
  const dear = { ...plainPrices, nightlyPriceMinor: maxAmountMinor };
  const oneNight = { dates: { checkIn: sampleDate(20), checkOut: sampleDate(21) } };
  expect(() => priced(dear, oneNight)).toThrow(tooHigh);
  const half = { ...dear, lastMinuteDaysBefore: 60, lastMinuteBps: 9000 };
  expect(priced(half, oneNight).total.amount).toBeLessThan(maxAmountMinor);
  expect(() => priced(half)).toThrow(tooHigh);
  const crowd = { guests: { ...twoAdults, adults: 50 } };
  expect(() => priced({ ...plainPrices, extraGuestFeeMinor: maxAmountMinor }, crowd)).toThrow(tooHigh);
});
