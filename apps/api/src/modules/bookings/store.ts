import { type Booking, type BookingState, Currency, type Guests, LineItem, type Presentment } from "@roost/contract";
import { z } from "zod";
import type { CommandScope } from "../../platform/action.ts";
import type { Sql } from "../../platform/sql.ts";
import { trimDecimal } from "../payments/index.ts";

/** What a quote and its booking have in common. */
export interface StayRow {
  readonly listing_id: string;
  readonly check_in: string;
  readonly check_out: string;
  readonly adults: number;
  readonly children: number;
  readonly infants: number;
  readonly pets: number;
  readonly line_items: unknown;
  readonly total_minor: number;
  readonly currency: string;
  readonly presentment_currency: string;
  readonly presentment_rate: string;
  readonly presentment_source: Presentment["source"];
  readonly presentment_at: string;
  readonly presentment_minor: number;
  /** What each of the lines is of the presented total: aligned with them, 0 for those that the guest does not pay. */
  readonly presentment_lines: readonly number[];
}

export interface BookingRow extends StayRow {
  readonly id: string;
  readonly guest_id: string;
  readonly host_id: string;
  readonly state: BookingState;
  readonly payment_id: string;
  readonly pay_by: string | null;
  readonly created_at: string;
  readonly starts_at: string;
  readonly ends_at: string;
  readonly review_by: string;
}

export const findBooking = (sql: Sql, id: string): Promise<BookingRow | undefined> =>
  sql.one<BookingRow>("booking_find", "select * from booking where id = $1", [id]);

/** Locks the booking until the transaction ends. Bookings come before payments and listings, everywhere. */
export const lockBooking = ({ sql }: CommandScope, id: string): Promise<BookingRow | undefined> =>
  sql.one<BookingRow>("booking_lock", "select * from booking where id = $1 for update", [id]);

/** Moves a booking on, if it is still where we saw it; payBy belongs to bookings that wait for money. */
export async function moveBooking({ sql, now }: CommandScope, booking: BookingRow, to: BookingState): Promise<void> {
  const moved = await sql.run(
    "booking_move",
    `update booking set state = $3::booking_state, pay_by = null,
       confirmed_at = case when $3::booking_state = 'confirmed' then $4::timestamptz else confirmed_at end
     where id = $1 and state = $2::booking_state`,
    [booking.id, booking.state, to, now],
  );
  if (moved !== 1) throw new Error(`booking ${booking.id} was moved by somebody else although it was locked`);
}

const LineItems = z.array(LineItem);

/** Guests, dates and price as a row of quote or booking keeps them. */
export const stayOf = (row: StayRow) => ({
  listingId: row.listing_id,
  checkIn: row.check_in,
  checkOut: row.check_out,
  guests: { adults: row.adults, children: row.children, infants: row.infants, pets: row.pets } satisfies Guests,
  lineItems: LineItems.parse(row.line_items),
  total: { amount: row.total_minor, currency: Currency.parse(row.currency) },
  presentment: presentmentOf(row),
});

/** What the guest pays with, as it was quoted. */
function presentmentOf(row: StayRow): Presentment {
  const currency = Currency.parse(row.presentment_currency);
  const total = { amount: row.presentment_minor, currency };
  const lines = row.presentment_lines.map((amount) => ({ amount, currency }));
  const { presentment_source: source, presentment_at: at } = row;
  return { currency, rate: trimDecimal(row.presentment_rate), source, at, total, lines };
}

/** A booking without what depends on who looks at it. */
export const bookingFacts = (row: BookingRow): Omit<Booking, "nextActions" | "phase"> => ({
  id: row.id,
  guestId: row.guest_id,
  hostId: row.host_id,
  state: row.state,
  paymentId: row.payment_id,
  payBy: row.pay_by,
  createdAt: row.created_at,
  ...stayOf(row),
});
