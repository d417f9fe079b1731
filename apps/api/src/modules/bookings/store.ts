import {
  type Booking,
  type BookingMode,
  type BookingState,
  Currency,
  type Guests,
  LineItem,
  type Presentment,
} from "@roost/contract";
import { z } from "zod";
import type { CommandScope } from "../../platform/action.ts";
import { assertThere } from "../../platform/assert-found.ts";
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
  readonly booking_mode: z.output<typeof BookingMode>;
  readonly state: BookingState;
  readonly payment_id: string;
  readonly pay_by: string | null;
  readonly respond_by: string | null;
  /** When its host was asked: the amount was authorized. */
  readonly asked_at: string | null;
  readonly accepted_at: string | null;
  readonly decline_reason: string | null;
  readonly created_at: string;
  readonly starts_at: string;
  readonly ends_at: string;
  /** Days after the stay that no other may take, as of booking time. */
  readonly preparation_days: number;
  readonly review_by: string;
}

export const findBooking = (sql: Sql, id: string): Promise<BookingRow | undefined> =>
  sql.one<BookingRow>("booking_find", "select * from booking where id = $1", [id]);

/** Locks the booking until the transaction ends. Bookings come before payments and listings, everywhere. */
export const lockBooking = ({ sql }: CommandScope, id: string): Promise<BookingRow | undefined> =>
  sql.one<BookingRow>("booking_lock", "select * from booking where id = $1 for update", [id]);

export interface MoveTo {
  readonly state: BookingState;
  /** Until when the next one has time: the guest's money in `accepted`, the host's word in `pending_host`. */
  readonly until?: Date;
  readonly declineReason?: string | undefined;
}

/** Moves a booking on, if it is still where we saw it; answers it as it is then. */
export async function moveBooking(
  { sql, now }: CommandScope,
  booking: BookingRow,
  { state, until, declineReason }: MoveTo,
): Promise<BookingRow> {
  const values = [booking.id, booking.state, state, now, until ?? null, declineReason ?? null];
  const moved = await sql.one<BookingRow>("booking_move", moveText, values);
  assertThere(moved, `booking ${booking.id} was moved by somebody else although it was locked`);
  return moved;
}

// A deadline belongs to the state that waits for it.
const moveText = `update booking set state = $3::booking_state,
    pay_by = case when $3::booking_state = 'accepted' then $5::timestamptz end,
    respond_by = case when $3::booking_state = 'pending_host' then $5::timestamptz end,
    asked_at = case when $3::booking_state = 'pending_host' then $4::timestamptz else asked_at end,
    accepted_at = case when $3::booking_state = 'accepted' then $4::timestamptz else accepted_at end,
    confirmed_at = case when $3::booking_state = 'confirmed' then $4::timestamptz else confirmed_at end,
    decline_reason = $6
  where id = $1 and state = $2::booking_state returning *`;

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
  bookingMode: row.booking_mode,
  state: row.state,
  paymentId: row.payment_id,
  payBy: row.pay_by,
  respondBy: row.respond_by,
  declineReason: row.decline_reason,
  createdAt: row.created_at,
  ...stayOf(row),
});
