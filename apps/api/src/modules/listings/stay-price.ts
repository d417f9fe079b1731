import {
  type CurrencyCode,
  type Guests,
  granularityOf,
  type LineItem,
  type Money,
  maxAmountMinor,
  roundToGranularity,
} from "@roost/contract";
import { AppError } from "../../platform/errors.ts";
import type { Fees } from "./fees.ts";
import { type ConsideredDiscount, considerDiscounts, type Discounts } from "./prices/discount.ts";
import { nightLines } from "./prices/night-lines.ts";
import { daysBetween, type Night, type NightPrices, priceNights, type RateRange } from "./prices/night-price.ts";
import { type ConsideredTax, considerTaxes, type TaxRule } from "./prices/tax.ts";
import type { StayDates } from "./stay-rules.ts";

/** What a home costs, in minor units of its currency: multiples of its granularity. */
export interface HomePrices extends NightPrices, Discounts {
  readonly currency: CurrencyCode;
  /** Once a stay. */
  readonly cleaningFeeMinor: number;
  readonly includedGuests: number;
  /** For each night and guest above the included ones. */
  readonly extraGuestFeeMinor: number;
  /** Once a stay with pets. */
  readonly petFeeMinor: number;
  /** What the lines of the host's prices name. */
  readonly pricingVersion: number;
  /** Those that overlap the stay, without overlaps among them. */
  readonly rates: readonly RateRange[];
  /** Those of the home's place at check-in. */
  readonly taxes: readonly TaxRule[];
}

export interface PriceInput {
  readonly listing: HomePrices;
  /** 1 to 365 nights. */
  readonly dates: StayDates;
  readonly guests: Guests;
  /** The home's local date (`localDate`). */
  readonly today: string;
  readonly fees: Fees;
}

export interface StayPrice {
  /** The guest's lines sum to `total`; the host's lines reduce what he earns. Lines of nothing are left out. */
  readonly lineItems: LineItem[];
  /** What the guest pays. */
  readonly total: Money;
  /** What the host keeps: his lines without his fee. */
  readonly hostShare: Money;
  /** Nights after the discount, and cleaning, in minor units: what fees and taxes in per cent are taken of. */
  readonly baseMinor: number;
  /** What the lines follow from. */
  readonly nights: readonly Night[];
  readonly discounts: readonly ConsideredDiscount[];
  readonly taxes: readonly ConsideredTax[];
}

/**
 * The price of a stay, line by line, each rounded half-even to the smallest step that its currency's money can take.
 * Fees and taxes in per cent are taken of the nights after the discount and of cleaning, not of extra guests and pets.
 * `search-price.ts` says the same total in SQL, and a property test holds the two together to the cent. What is beyond
 * the amounts that travel, with or without the discount, is 422 `stay.rule`.
 */
export function priceStay({ listing, dates, guests, today, fees }: PriceInput): StayPrice {
  const { currency, pricingVersion: version } = listing;
  const nights = priceNights(listing, listing.rates, { first: dates.checkIn, until: dates.checkOut });
  const count = nights.length;
  const discounts = considerDiscounts(listing, { nights: count, daysAhead: daysBetween(today, dates.checkIn) });
  const chosen = discounts.find(({ isChosen }) => isChosen);
  if (sumOf(nights, ({ priceMinor }) => priceMinor) > maxAmountMinor) throw tooExpensive();
  const stayed = nightLines(nights, { currency, version, discount: chosen });

  const cleaning = listing.cleaningFeeMinor;
  const base = sumOf(stayed, ({ amount }) => amount.amount) + cleaning;
  const shareOf = (bps: number) =>
    roundToGranularity({ numerator: BigInt(base) * BigInt(bps), denominator: 10_000n }, granularityOf(currency));
  const extraGuests = Math.max(0, guests.adults + guests.children - listing.includedGuests);
  const extra = extraGuests * listing.extraGuestFeeMinor;
  const pets = guests.pets > 0 ? listing.petFeeMinor : 0;
  const taxes = considerTaxes(listing.taxes, { currency, baseMinor: base, nights: count, adults: guests.adults });
  const guestFee = shareOf(fees.guestBps);
  const hostFee = shareOf(fees.hostBps);
  const hosts = base + extra * count + pets;
  const total = hosts + guestFee + sumOf(taxes, ({ amountMinor }) => amountMinor);
  if (total > maxAmountMinor) throw tooExpensive();

  const line = lineIn(currency);
  const toHost = { payer: "guest", payee: "host", version } as const;
  const toRoost = { payee: "platform", version: fees.version } as const;
  const others = [
    line({ ...toHost, kind: "cleaning", unit: cleaning, rule: "price.cleaning" }),
    line({ ...toHost, kind: "extra_guests", quantity: count, unit: extra, rule: "price.extra_guests" }),
    line({ ...toHost, kind: "pets", unit: pets, rule: "price.pets" }),
    line({ ...toRoost, kind: "service_fee", unit: guestFee, payer: "guest", rule: "fee.guest" }),
    ...taxes.map(({ rule: { code, name, version }, quantity, unitMinor: unit }) =>
      line({ kind: "tax", quantity, unit, payer: "guest", payee: "authority", rule: `tax.${code}`, version, name }),
    ),
    line({ ...toRoost, kind: "host_fee", unit: hostFee, payer: "host", rule: "fee.host" }),
  ].filter(({ amount }) => amount.amount > 0);

  return {
    lineItems: [...stayed, ...others],
    total: { amount: total, currency },
    hostShare: { amount: hosts - hostFee, currency },
    baseMinor: base,
    ...{ nights, discounts, taxes },
  };
}

const sumOf = <T>(all: readonly T[], amountOf: (one: T) => number): number =>
  all.reduce((sum, one) => sum + amountOf(one), 0);

interface Parts extends Omit<LineItem, "amount" | "unit" | "quantity" | "discount"> {
  /** 1 where absent. */
  readonly quantity?: number;
  readonly unit: number;
}

const lineIn =
  (currency: CurrencyCode) =>
  ({ quantity = 1, unit, ...parts }: Parts): LineItem => ({
    ...parts,
    quantity,
    unit: { amount: unit, currency },
    amount: { amount: unit * quantity, currency },
  });

const tooExpensive = () =>
  new AppError("stay.rule", {
    detail: "The stay costs more than can be charged.",
    details: { rules: ["total_too_high"] },
    issues: [{ pointer: "/checkOut", code: "total_too_high", detail: "The stay costs more than can be charged." }],
  });
