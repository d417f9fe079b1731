import type { ListingPricing, PriceExplanation } from "@roost/contract";
import type { Example } from "./example.ts";

const currency = "NOK";
const nok = (amount: number) => ({ amount, currency }) as const;

interface Story {
  readonly listingId: string;
  readonly dates: { readonly checkIn: string; readonly checkOut: string };
}

/** What the home of the story costs, and why a stay there costs what it does. */
export function priceExamples({ listingId, dates }: Story): Readonly<Record<string, Example>> {
  const version = 2;
  const earlyBird = { daysAhead: 90, bps: 500 };
  const discounts = { weeklyDiscountBps: 1000, monthlyDiscountBps: 2500, earlyBird, lastMinute: null };
  const pricing: ListingPricing = {
    ...{ listingId, currency, nightlyPrice: nok(185_000), weekendPrice: nok(210_000), cleaningFee: nok(45_000) },
    ...{ includedGuests: 2, extraGuestFee: nok(20_000), petFee: nok(30_000), ...discounts },
    ...{ rates: [], pricingVersion: version, version: 3 },
  };
  const easter = { first: "2027-03-25", until: "2027-03-30" };
  const one = { quantity: 1, payer: "guest", version } as const;
  const toHost = { ...one, payee: "host" } as const;
  const explanation: PriceExplanation = {
    ...{ listingId, ...dates, guests: { adults: 2, children: 1, infants: 0, pets: 0 }, today: "2026-12-01" },
    nights: [
      { date: "2027-02-12", price: nok(210_000), rule: "price.weekend", version },
      { date: "2027-02-13", price: nok(210_000), rule: "price.weekend", version },
      { date: "2027-02-14", price: nok(185_000), rule: "price.nightly", version },
    ],
    discounts: [
      { rule: "discount.monthly", version, bps: 2500, applies: false, reason: "from 28 nights" },
      { rule: "discount.weekly", version, bps: 1000, applies: false, reason: "from 7 nights" },
      { rule: "discount.early_bird", version, bps: 500, applies: false, reason: "from 90 days before check-in" },
    ],
    base: nok(650_000),
    fees: [
      { rule: "fee.guest", version: 1, bps: 1400, amount: nok(91_000) },
      { rule: "fee.host", version: 1, bps: 300, amount: nok(19_500) },
    ],
    taxes: [
      {
        ...{ rule: "tax.example.city", version: 1, name: "City tax (example)", amount: nok(19_500) },
        reason: "3 % of nights and cleaning",
      },
    ],
    lineItems: [
      {
        ...{ ...toHost, kind: "nightly", quantity: 2, unit: nok(210_000), amount: nok(420_000) },
        rule: "price.weekend",
      },
      { ...toHost, kind: "nightly", unit: nok(185_000), amount: nok(185_000), rule: "price.nightly" },
      { ...toHost, kind: "cleaning", unit: nok(45_000), amount: nok(45_000), rule: "price.cleaning" },
      {
        ...{ ...toHost, kind: "extra_guests", quantity: 3, unit: nok(20_000), amount: nok(60_000) },
        rule: "price.extra_guests",
      },
      {
        ...{ ...one, kind: "service_fee", unit: nok(91_000), amount: nok(91_000), payee: "platform" },
        ...{ rule: "fee.guest", version: 1 },
      },
      {
        ...{ ...one, kind: "tax", unit: nok(19_500), amount: nok(19_500), payee: "authority", version: 1 },
        ...{ rule: "tax.example.city", name: "City tax (example)" },
      },
      {
        ...{ ...one, kind: "host_fee", unit: nok(19_500), amount: nok(19_500), payer: "host", payee: "platform" },
        ...{ rule: "fee.host", version: 1 },
      },
    ],
    total: nok(820_500),
  };
  return {
    "listings.setPricing": {
      input: {
        ...{ listingId, version: 2, nightlyPrice: 185_000, weekendPrice: 210_000, cleaningFee: 45_000 },
        ...{ includedGuests: 2, extraGuestFee: 20_000, petFee: 30_000, ...discounts },
      },
      output: pricing,
    },
    "listings.setRates": {
      input: {
        listingId,
        version: 3,
        rates: [
          { ...easter, price: 260_000 },
          { first: "2027-05-17", price: null },
        ],
      },
      output: { ...pricing, rates: [{ ...easter, price: nok(260_000) }], pricingVersion: 3, version: 4 },
    },
    "listings.pricing": { input: { listingId }, output: pricing },
    "listings.explainPrice": { input: { listingId, ...dates, adults: 2, children: 1 }, output: explanation },
  };
}
