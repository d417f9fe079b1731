import {
  type CurrencyCode,
  granularityOf,
  type LineItem,
  type Money,
  maxAmountMinor,
  roundToGranularity,
} from "@roost/contract";
import { AppError } from "../../platform/errors.ts";
import type { Fees } from "./fees.ts";

/** What a home costs, in minor units of its currency: multiples of its granularity. */
export interface HomePrices {
  readonly currency: CurrencyCode;
  /** For each night. */
  readonly nightlyPriceMinor: number;
  /** Once a stay. */
  readonly cleaningFeeMinor: number;
}

export interface PriceInput {
  readonly listing: HomePrices;
  readonly nights: number;
  readonly fees: Fees;
}

export interface StayPrice {
  /** The guest's lines sum to `total`; the host's lines reduce what he earns. Lines of nothing are left out. */
  readonly lineItems: LineItem[];
  /** What the guest pays. */
  readonly total: Money;
  /** What the host keeps: nights and cleaning without his fee. */
  readonly hostShare: Money;
}

/**
 * The price of a stay, line by line, each rounded half-even to the smallest step that its currency's money can take.
 * `search-price.ts` says the same in SQL, and a property test holds the two together to the cent. A total beyond what
 * travels is 422 `stay.rule`.
 */
export function priceStay({ listing, nights, fees }: PriceInput): StayPrice {
  const nightly = BigInt(listing.nightlyPriceMinor) * BigInt(nights);
  const cleaning = BigInt(listing.cleaningFeeMinor);
  const base = nightly + cleaning;
  const shareOf = (bps: number) =>
    BigInt(
      roundToGranularity({ numerator: base * BigInt(bps), denominator: 10_000n }, granularityOf(listing.currency)),
    );
  const guestFee = shareOf(fees.guestBps);
  const hostFee = shareOf(fees.hostBps);
  if (base + guestFee > maxAmountMinor) throw tooExpensive();

  const line = lineIn(listing.currency);
  const lineItems = [
    line({ kind: "nightly", quantity: nights, amount: nightly, payer: "guest", payee: "host", rule: "price.nightly" }),
    line({ kind: "cleaning", quantity: 1, amount: cleaning, payer: "guest", payee: "host", rule: "price.cleaning" }),
    line({ kind: "service_fee", quantity: 1, amount: guestFee, payer: "guest", payee: "platform", rule: "fee.guest" }),
    line({ kind: "host_fee", quantity: 1, amount: hostFee, payer: "host", payee: "platform", rule: "fee.host" }),
  ].filter(({ amount }) => amount.amount > 0);

  const money = moneyIn(listing.currency);
  return { lineItems, total: money(base + guestFee), hostShare: money(base - hostFee) };
}

const moneyIn =
  (currency: CurrencyCode) =>
  (amount: bigint): Money => ({ amount: Number(amount), currency });

type Parts = Omit<LineItem, "amount" | "unit" | "version"> & { readonly amount: bigint };

/** Version 1 of every rule: a later one keeps the lines of earlier quotes explainable. */
function lineIn(currency: CurrencyCode) {
  const money = moneyIn(currency);
  return ({ amount, ...parts }: Parts): LineItem => ({
    ...parts,
    unit: money(amount / BigInt(parts.quantity)),
    amount: money(amount),
    version: 1,
  });
}

const tooExpensive = () =>
  new AppError("stay.rule", {
    detail: "The stay costs more than can be charged.",
    details: { rules: ["total_too_high"] },
    issues: [{ pointer: "/checkOut", code: "total_too_high", detail: "The stay costs more than can be charged." }],
  });
