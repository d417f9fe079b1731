import { type CurrencyCode, granularityOf } from "@roost/contract";
import type { SearchedStay } from "./search-conditions.ts";

/** A bound of a night's price, as search rows have them. */
export interface Bounded {
  readonly bound: number;
  readonly currency: CurrencyCode;
}

/** The most that taxes can be: parts of the price, an amount for each night and adult, and how many lines they are. */
export interface Taxes {
  readonly bps: number;
  readonly minor: number;
  readonly rules: number;
}

const longStayNights = 7;
/** Nights of a long stay whose share of the cleaning `kw` counts on. */
const mostSharing = 90;

/** The column of search rows that no night of the stay costs less than. */
export const lowerBoundOf = ({ nights }: SearchedStay): "ks" | "kw" => (nights < longStayNights ? "ks" : "kw");

/** What a stay costs at least in a home with this bound: less what rounding each line may have taken off. */
export function leastOf(stay: SearchedStay, { bound, currency }: Bounded): number {
  const withFee = (nightsOf(stay) * BigInt(bound) * feeOf(stay)) / whole;
  return Number(withFee) - roundings(stay) * granularityOf(currency);
}

/** The largest bound with which a stay may still cost so little: `leastOf`, turned round. */
export function dearestBound(
  stay: SearchedStay,
  { most, currency }: { readonly most: number; currency: CurrencyCode },
) {
  const withFee = BigInt(most + roundings(stay) * granularityOf(currency)) + 1n;
  return Number((withFee * whole - 1n) / (nightsOf(stay) * feeOf(stay)));
}

/** What it costs at most, wherever it is taxed. */
export function mostOf(
  stay: SearchedStay,
  { bound, currency, taxes, guests }: Bounded & { readonly taxes: Taxes; readonly guests: number },
): number {
  const nights = BigInt(stay.nights);
  const parts = (nights * BigInt(bound) * (feeOf(stay) + BigInt(taxes.bps))) / whole;
  const amounts = nights * BigInt(taxes.minor) * BigInt(guests);
  return Number(parts + amounts) + (roundings(stay) + taxes.rules) * granularityOf(currency);
}

const whole = 10_000n;
const nightsOf = ({ nights }: SearchedStay) => BigInt(Math.min(nights, mostSharing));
/** What a guest pays of each 10,000, the service fee included. */
export const feeOf = ({ guestBps }: SearchedStay) => whole + BigInt(guestBps);
/** How many lines may be rounded. */
export const roundings = ({ nights }: SearchedStay) => nights + 4;
