import { z } from "zod";
import { Guests, LineItem } from "./bookings.ts";
import { Id, LocalDate } from "./fields.ts";
import { changedHome, EarlyBird, LastMinute, pricingFields } from "./listings.ts";
import { AmountMinor, Currency, Money } from "./money.ts";

const version = z.int().min(1).max(2_147_483_647);
const bps = z.int().min(0).max(9000);

/** Dates with a price of their own. */
export const ListingRate = z
  .object({ first: LocalDate, until: LocalDate.describe("The day after the last night."), price: Money })
  .meta({ id: "ListingRate" });

/** What a home costs. */
export const ListingPricing = z
  .object({
    listingId: Id,
    currency: Currency,
    nightlyPrice: Money,
    weekendPrice: Money.nullable().describe("Friday and Saturday nights; null: as other nights."),
    cleaningFee: Money,
    includedGuests: z.int().min(1).max(50),
    extraGuestFee: Money.describe("For each night and guest above the included ones; infants do not count."),
    petFee: Money.describe("Once a stay with pets."),
    weeklyDiscountBps: bps.describe("Off the nights of stays of 7 and more."),
    monthlyDiscountBps: bps.describe("Off the nights of stays of 28 and more."),
    earlyBird: EarlyBird.nullable(),
    lastMinute: LastMinute.nullable(),
    rates: z.array(ListingRate).describe("Dates with a price of their own, from today on, in their order."),
    pricingVersion: version.describe("Grows with every change of a price: what the lines of a quote name."),
    version: version.describe("Of the listing."),
  })
  .meta({ id: "ListingPricing" });
export type ListingPricing = z.output<typeof ListingPricing>;

/**
 * All prices of a home, in place of those that it has; amounts are minor units of its currency. Rates stay as they
 * are. Refused: 412 `listing.version_changed`, 409 `listing.state` once it is archived.
 */
export const SetPricingInput = z.strictObject({ ...changedHome, ...pricingFields });
export type SetPricingInput = z.output<typeof SetPricingInput>;

/** A price for some dates. */
export const RateInput = z
  .strictObject({
    first: LocalDate.describe("The first night."),
    until: LocalDate.optional().describe("The day after the last night; one night where absent."),
    price: AmountMinor.min(1)
      .nullable()
      .describe("Minor units of the listing's currency, in its steps; null: as on other days."),
  })
  .meta({ id: "RateInput" });

/**
 * Prices of some dates, laid over those that are there: dates that are not named keep theirs. All within three years
 * from today, without overlaps. Refused: 412 `listing.version_changed`, 409 `listing.state` once it is archived.
 */
export const SetRatesInput = z
  .strictObject({ ...changedHome, rates: z.array(RateInput).min(1).max(400) })
  .superRefine(({ rates }, context) => {
    for (const [index, { first, until = dayAfter(first) }] of rates.entries()) {
      if (until <= first) {
        const path = ["rates", index, "until"];
        context.addIssue({ code: "custom", path, message: "must be after first", input: until });
      }
    }
    for (const [index, other] of overlapsIn(rates)) {
      const message = `overlaps the dates of rates[${other}]`;
      context.addIssue({ code: "custom", path: ["rates", index], message, input: rates[index] });
    }
  });
export type SetRatesInput = z.output<typeof SetRatesInput>;

/** The day after a local date. */
export const dayAfter = (date: string): string => new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);

/** Each range that begins before an earlier one has ended, with that one's place. */
function overlapsIn(rates: readonly z.output<typeof RateInput>[]): [index: number, other: number][] {
  const places = rates.map(({ first, until }, index) => ({ first, until: until ?? dayAfter(first), index }));
  const overlaps: [index: number, other: number][] = [];
  let widest = { until: "", index: 0 };
  for (const place of places.toSorted((a, b) =>
    a.first === b.first ? a.index - b.index : a.first < b.first ? -1 : 1,
  )) {
    if (place.first < widest.until) {
      overlaps.push([Math.max(place.index, widest.index), Math.min(place.index, widest.index)]);
    }
    if (place.until > widest.until) widest = place;
  }
  return overlaps;
}

/** A stay whose price is to be explained; nothing is asked of the calendar or the stay rules. */
export const ExplainPriceInput = z.strictObject({
  listingId: Id,
  checkIn: LocalDate,
  checkOut: LocalDate,
  adults: Guests.shape.adults.default(1),
  children: Guests.shape.children,
  infants: Guests.shape.infants,
  pets: Guests.shape.pets,
});

/** One night and why it costs what it costs. */
export const PricedNight = z
  .object({
    date: LocalDate,
    price: Money,
    rule: z.string().describe("price.override, price.weekend or price.nightly."),
    version,
  })
  .meta({ id: "PricedNight" });

/** A discount that the home offers, and whether this stay gets it: at most one. */
export const ExplainedDiscount = z
  .object({ rule: z.string(), version, bps: bps.min(1), applies: z.boolean(), reason: z.string() })
  .meta({ id: "ExplainedDiscount" });

/** A fee of Roost's, of nights and cleaning. */
export const ExplainedFee = z
  .object({ rule: z.string(), version, bps: z.int().min(0).max(10_000), amount: Money })
  .meta({ id: "ExplainedFee" });

/** A tax of the home's place, and what of it is due. */
export const ExplainedTax = z
  .object({ rule: z.string(), version, name: z.string(), amount: Money, reason: z.string() })
  .meta({ id: "ExplainedTax" });

/** Each cent of a stay's price, with the rule and its version. A quote for the stay has the same lines. */
export const PriceExplanation = z
  .object({
    listingId: Id,
    checkIn: LocalDate,
    checkOut: LocalDate,
    guests: Guests,
    today: LocalDate.describe("At the home: how far ahead the stay is booked decides on discounts."),
    nights: z.array(PricedNight),
    discounts: z.array(ExplainedDiscount),
    base: Money.describe("Nights after the discount, and cleaning: what fees and taxes in per cent are taken of."),
    fees: z.array(ExplainedFee),
    taxes: z.array(ExplainedTax),
    lineItems: z.array(LineItem),
    total: Money.describe("What the guest pays."),
  })
  .meta({ id: "PriceExplanation" });
export type PriceExplanation = z.output<typeof PriceExplanation>;
