import { Booking, type BookingMode, CreateBookingInput, Currency, type ListingStatus } from "@roost/contract";
import type { z } from "zod";
import { type CommandScope, command, type Scope } from "../../platform/action.ts";
import { assertFound } from "../../platform/assert-found.ts";
import { AppError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { personOf } from "../../platform/policies.ts";
import { checkStay, claimNights, findStayListing, localDate, takesStay } from "../listings/index.ts";
import { openPayment } from "../payments/index.ts";
import { linesToPay } from "./lines-to-pay.ts";
import { makeQuote, type QuoteRow, termsOf, toQuote } from "./quote.ts";
import { type BookingRow, stayOf } from "./store.ts";
import { bookingFor } from "./view.ts";

/** How long the dates are held for the guest to pay. */
const holdMinutes = 15;

interface QuotedStay extends QuoteRow {
  readonly host_id: string;
  readonly listing_status: z.output<typeof ListingStatus>;
  readonly booking_mode: z.output<typeof BookingMode>;
  readonly preparation_days: number;
  readonly is_booked: boolean;
  /** The home still takes the stay, whatever its host has changed since the quote, and however late it is. */
  readonly is_within_rules: boolean;
}

export const createBooking = command({
  name: "bookings.create",
  summary: "Book a quoted stay: the dates are held for 15 minutes, in which the guest pays.",
  key: "required",
  input: CreateBookingInput,
  output: Booking,
  peek: ({ sql }, { quoteId }) => sql.one<QuotedStay>("quoted_stay", quotedStayText, [quoteId]),
  may(actor, quoted) {
    if (actor === null) return "sign-in";
    if (actor.kind !== "user" || !quoted) return "hidden";
    if (!actor.emailVerified) return new AppError("auth.email_unverified");
    return quoted.host_id === actor.userId ? new AppError("booking.own_listing") : true;
  },
  async run(scope, _input, quoted) {
    assertFound(quoted);
    refuseUnlessBookable(quoted, scope.now);
    if (!quoted.is_within_rules) await refuseByRules(scope, quoted);
    const payBy = new Date(scope.now.getTime() + holdMinutes * 60_000);
    const bookingId = newId();
    const { listing_id: listingId, check_in: checkIn, check_out: checkOut, preparation_days: preparationDays } = quoted;
    const stay = { listingId, checkIn, checkOut, preparationDays };
    const hold = { ...stay, reference: bookingId, expiresAt: payBy, now: scope.now };
    // All in one round trip; where the nights are taken, the rest is undone with them.
    const [isClaimed, booking] = await Promise.all([
      claimNights(scope.sql, hold),
      insertBooking(scope, { bookingId, quoted, payBy }),
    ]);
    if (!isClaimed) throw new AppError("booking.dates_unavailable");
    if (!booking) throw new AppError("quote.used");
    if (booking.booking_mode === "request" && new Date(booking.starts_at) <= payBy) throw tooNear();
    scope.emit("booking.requested", { bookingId });
    return bookingFor(scope.actor, booking, scope.now);
  },
  async afterRefusal(scope, { quoteId }, refusal) {
    return refusal.code === "quote.expired" ? withFreshQuote(scope, quoteId, refusal) : refusal;
  },
});

const quotedStayText = `select q.*, l.host_id, l.status as listing_status, l.booking_mode, l.preparation_days,
    exists (select from booking b where b.quote_id = q.id) as is_booked,
    q.adults + q.children <= l.max_guests
      and ${takesStay({ home: "l", checkIn: "q.check_in", checkOut: "q.check_out", now: "roost_now()" })} as is_within_rules
  from quote q join listing l on l.id = q.listing_id where q.id = $1`;

/** An expired quote is answered with a fresh one for the same stay, where it can still be had. */
async function withFreshQuote(scope: Scope, quoteId: string, refusal: AppError): Promise<AppError> {
  const expired = await scope.sql.one<QuoteRow & { readonly now: string }>("quote_expired", expiredText, [quoteId]);
  if (!expired) return refusal;
  try {
    const { presentment, ...stay } = toQuote(expired);
    const wish = { ...stay, currency: presentment.currency };
    const { id: freshQuoteId } = await makeQuote(scope.sql, wish, termsOf(scope, new Date(expired.now)));
    return new AppError("quote.expired", { details: { freshQuoteId } });
  } catch (error) {
    if (error instanceof AppError) return refusal;
    throw error;
  }
}

const expiredText = "select q.*, roost_now() as now from quote q where q.id = $1";

function refuseUnlessBookable(quoted: QuotedStay, now: Date): void {
  if (quoted.is_booked) throw new AppError("quote.used");
  if (new Date(quoted.expires_at) <= now) throw new AppError("quote.expired");
  if (quoted.listing_status !== "published") {
    throw new AppError("listing.state", { details: { status: quoted.listing_status } });
  }
}

/** Names the rules, as a quote of the same stay would now, at the one field that was sent. */
async function refuseByRules({ sql, now }: CommandScope, quoted: QuotedStay): Promise<void> {
  const stay = stayOf(quoted);
  const listing = await findStayListing(sql, stay);
  assertFound(listing);
  try {
    checkStay({ ...stay, listing, today: localDate(now, listing.timeZone) });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "stay.rule") throw error;
    const { message: detail, details = {} } = error;
    const issues = error.issues.map((issue) => ({ ...issue, pointer: "/quoteId" }));
    throw new AppError("stay.rule", { detail, details, issues });
  }
}

/** Nobody could answer a request that is paid for when the stay begins already. */
function tooNear(): AppError {
  const detail = "the check-in is too near for the host to be asked";
  const issues = [{ pointer: "/quoteId", code: "check_in_too_near", detail }];
  const details = { rules: ["check_in_too_near"] };
  return new AppError("stay.rule", { detail: `The stay breaks a rule: ${detail}.`, issues, details });
}

interface NewBooking {
  readonly bookingId: string;
  readonly quoted: QuotedStay;
  readonly payBy: Date;
}

async function insertBooking(
  scope: CommandScope,
  { bookingId, quoted, payBy }: NewBooking,
): Promise<BookingRow | undefined> {
  const guestId = personOf(scope.actor).userId;
  const amount = { amount: quoted.presentment_minor, currency: Currency.parse(quoted.presentment_currency) };
  const paymentId = newId();
  const order = {
    ...{ id: paymentId, reference: bookingId, payerId: guestId, payeeId: quoted.host_id, payBy },
    ...{ amount, settleCurrency: Currency.parse(quoted.currency) },
    lines: linesToPay(stayOf(quoted).lineItems, quoted.presentment_lines),
    capture: quoted.booking_mode === "request" ? "manual" : "automatic",
  } as const;
  const people = [guestId, quoted.host_id, paymentId];
  const asOfNow = [payBy, scope.now, quoted.booking_mode, quoted.preparation_days];
  const values = [bookingId, quoted.id, ...people, ...asOfNow];
  const [, booking] = await Promise.all([
    openPayment(scope, order),
    scope.sql.one<BookingRow>("booking_insert", insertText, values),
  ]);
  return booking;
}

// The home's own hours, in its own time: an hour that the clocks skip is the next one, one that they repeat its second
// time. Reviews until 14 days after.
const insertText = `insert into booking (id, quote_id, listing_id, guest_id, host_id, check_in, check_out, adults,
    children, infants, pets, state, line_items, total_minor, currency, presentment_currency, presentment_rate,
    presentment_source, presentment_at, presentment_minor, presentment_lines, payment_id, pay_by, created_at, booking_mode,
    preparation_days, starts_at, ends_at, review_by)
  select $1, q.id, q.listing_id, $3, $4, q.check_in, q.check_out, q.adults, q.children, q.infants, q.pets,
    'pending_payment', q.line_items, q.total_minor, q.currency, q.presentment_currency, q.presentment_rate,
    q.presentment_source, q.presentment_at, q.presentment_minor, q.presentment_lines, $5, $6, $7,
    $8::booking_mode, $9, (q.check_in + l.check_in_from::time) at time zone l.time_zone,
    (q.check_out + l.check_out_before::time) at time zone l.time_zone,
    (q.check_out + 14 + l.check_out_before::time) at time zone l.time_zone
  from quote q join listing l on l.id = q.listing_id where q.id = $2
  on conflict (quote_id) do nothing returning *`;
