import type { Guests, Quote } from "@roost/contract";
import { AppError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import type { Sql } from "../../platform/sql.ts";
import { areNightsFree, checkStay, type Fees, findStayListing, localDate, priceStay } from "../listings/index.ts";
import { type StayRow, stayOf } from "./store.ts";

/** How long a quoted price holds. */
const quoteMinutes = 30;

export interface Wish {
  readonly listingId: string;
  readonly checkIn: string;
  readonly checkOut: string;
  readonly guests: Guests;
}

/** Prices a stay and stores the price, or says why the stay cannot be had. */
export async function makeQuote(sql: Sql, wish: Wish, at: { readonly now: Date; readonly fees: Fees }): Promise<Quote> {
  const { listingId, checkIn, checkOut, guests } = wish;
  const listing = await findStayListing(sql, listingId);
  if (listing?.status !== "published") throw new AppError("not_found");
  const nights = checkStay({ checkIn, checkOut, guests, listing, today: localDate(at.now, listing.timeZone) });
  if (!(await areNightsFree(sql, { listingId, checkIn, checkOut, now: at.now }))) {
    throw new AppError("booking.dates_unavailable");
  }
  const { lineItems, total } = priceStay({ listing, nights, fees: at.fees });
  const stay = { listingId, checkIn, checkOut, guests };
  const quote: Quote = { id: newId(), ...stay, lineItems, total, expiresAt: expiryOf(at.now) };
  const people = [guests.adults, guests.children, guests.infants, guests.pets];
  const price = [JSON.stringify(lineItems), total.amount, total.currency];
  await sql.run(
    "quote_store",
    `insert into quote (id, listing_id, check_in, check_out, adults, children, infants, pets, line_items, total_minor,
       currency, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [quote.id, listingId, checkIn, checkOut, ...people, ...price, quote.expiresAt],
  );
  return quote;
}

const expiryOf = (now: Date) => new Date(now.getTime() + quoteMinutes * 60_000).toISOString();

export interface QuoteRow extends StayRow {
  readonly id: string;
  readonly expires_at: string;
}

export const toQuote = (row: QuoteRow): Quote => ({ id: row.id, ...stayOf(row), expiresAt: row.expires_at });
