import type { CurrencyCode, Guests, Quote } from "@roost/contract";
import { AppError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import type { House } from "../../platform/port.ts";
import { envPort } from "../../platform/settings.ts";
import type { Sql } from "../../platform/sql.ts";
import {
  areNightsFree,
  checkStay,
  type Fees,
  feesOf,
  findStayListing,
  localDate,
  priceStay,
} from "../listings/index.ts";
import { findExchangeRate, presentPrice } from "../payments/index.ts";
import { type StayRow, stayOf } from "./store.ts";

/** How long a quoted price holds. */
const quoteMinutes = 30;

export interface Wish {
  readonly listingId: string;
  readonly checkIn: string;
  readonly checkOut: string;
  readonly guests: Guests;
  /** What the guest pays in; the home's currency where absent. */
  readonly currency?: CurrencyCode | undefined;
}

/** By what a price is worked out now. */
export interface Terms {
  readonly now: Date;
  readonly fees: Fees;
  /** Refuses to exchange at an older rate. */
  readonly maxRateAgeDays: number | undefined;
}

/** What this house is configured with, at a moment. */
export const termsOf = (scope: { readonly house: House }, now: Date): Terms => ({
  now,
  fees: feesOf(scope),
  maxRateAgeDays: envPort.from(scope).FX_MAX_AGE_DAYS,
});

/** Prices a stay and stores the price, or says why the stay cannot be had. */
export async function makeQuote(sql: Sql, wish: Wish, at: Terms): Promise<Quote> {
  const { listingId, checkIn, checkOut, guests } = wish;
  const listing = await findStayListing(sql, { listingId, checkIn, checkOut });
  if (listing?.status !== "published") throw new AppError("not_found");
  const today = localDate(at.now, listing.timeZone);
  checkStay({ checkIn, checkOut, guests, listing, today });
  const { preparationDays } = listing;
  if (!(await areNightsFree(sql, { listingId, checkIn, checkOut, preparationDays, now: at.now }))) {
    throw new AppError("booking.dates_unavailable");
  }
  const { lineItems, total } = priceStay({ listing, dates: { checkIn, checkOut }, guests, today, fees: at.fees });
  const { currency = total.currency } = wish;
  const between = { from: total.currency, to: currency, now: at.now, maxAgeDays: at.maxRateAgeDays };
  const rate = await findExchangeRate(sql, between);
  // In the lines' order, so that what goes back for a line is found by its place.
  const ofGuest = lineItems.map(({ payer, amount }) => (payer === "guest" ? amount.amount : 0));
  const presentment = presentPrice({ total, parts: ofGuest }, rate, currency);
  const stay = { listingId, checkIn, checkOut, guests };
  const quote: Quote = { id: newId(), ...stay, lineItems, total, presentment, expiresAt: expiryOf(at.now) };
  const paidLines = JSON.stringify(presentment.lines.map(({ amount }) => amount));
  const people = [guests.adults, guests.children, guests.infants, guests.pets];
  const price = [JSON.stringify(lineItems), total.amount, total.currency];
  const asPaid = [currency, presentment.rate, presentment.source, presentment.at, presentment.total.amount];
  await sql.run(
    "quote_store",
    `insert into quote (id, listing_id, check_in, check_out, adults, children, infants, pets, line_items, total_minor,
       currency, expires_at, presentment_currency, presentment_rate, presentment_source, presentment_at,
       presentment_minor, presentment_lines)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
    [quote.id, listingId, checkIn, checkOut, ...people, ...price, quote.expiresAt, ...asPaid, paidLines],
  );
  return quote;
}

const expiryOf = (now: Date) => new Date(now.getTime() + quoteMinutes * 60_000).toISOString();

export interface QuoteRow extends StayRow {
  readonly id: string;
  readonly expires_at: string;
}

export const toQuote = (row: QuoteRow): Quote => ({ id: row.id, ...stayOf(row), expiresAt: row.expires_at });
