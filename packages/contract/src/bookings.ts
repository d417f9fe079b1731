import { z } from "zod";
import { BookingState } from "./booking-states.ts";
import { Id, Instant, LocalDate, text } from "./fields.ts";
import { BookingMode } from "./listings.ts";
import { Currency, Money } from "./money.ts";
import { pageInput, pageOf } from "./pages.ts";

const extra = (max: number) => z.int().min(0).max(max).default(0);

/** Who comes. Infants and pets do not count towards the home's limit. */
export const Guests = z
  .strictObject({ adults: z.int().min(1).max(50), children: extra(50), infants: extra(10), pets: extra(10) })
  .meta({ id: "Guests" });
export type Guests = z.output<typeof Guests>;

/** What a line of a price is for. `host_fee` is paid by the host and not part of the total. */
export const LineItemKind = z
  .enum(["nightly", "cleaning", "extra_guests", "pets", "service_fee", "tax", "host_fee"])
  .meta({ id: "LineItemKind" });
export type LineItemKind = z.output<typeof LineItemKind>;

/** Who pays, or is paid. `authority` is whom a tax is due to. */
export const Party = z.enum(["guest", "host", "platform", "authority"]).meta({ id: "Party" });

/** What is taken off some nights: their share of the stay's one discount. */
export const LineDiscount = z
  .object({
    rule: z.string().describe("discount.monthly, discount.weekly, discount.early_bird or discount.last_minute."),
    version: z.int().min(1).max(2_147_483_647),
    bps: z.int().min(1).max(9000).describe("Basis points of all nights together."),
    amount: Money.describe("Of these nights, in steps of the currency."),
  })
  .meta({ id: "LineDiscount" });

/** One line of a price: who pays whom, how much, and by which version of which rule. */
export const LineItem = z
  .object({
    kind: LineItemKind,
    quantity: z.int().min(1).max(365),
    unit: Money.describe("For one of quantity, before the discount."),
    amount: Money.describe("quantity times unit, less the discount."),
    discount: LineDiscount.optional(),
    name: z.string().optional().describe("What a tax is called where it is due."),
    payer: Party,
    payee: Party,
    rule: z.string(),
    version: z.int().min(1).max(2_147_483_647).describe("Of the rule: the home's prices, the fees, or a tax."),
  })
  .meta({ id: "LineItem" });
export type LineItem = z.output<typeof LineItem>;

/** Who says what a rate is: nobody has to (one currency), the European Central Bank, or a table of our own. */
export const RateSource = z.enum(["same", "ecb", "configured"]).meta({ id: "RateSource" });

/** What the guest pays with: the price in his currency, at a rate that holds as long as the quote, and for the booking. */
export const Presentment = z
  .object({
    currency: Currency,
    rate: z
      .string()
      .regex(/^\d{1,12}(\.\d{1,20})?$/)
      .describe(
        "Units of this currency for one of the price's, a decimal: 0.0891742464762. 1 where they are the same.",
      ),
    source: RateSource,
    at: Instant.describe("Of when the rate is; of two over the euro, the older one."),
    total: Money.describe("What is charged: the price's total at the rate, half-even, in steps that can be paid out."),
    lines: z
      .array(Money)
      .describe(
        "What of it each of lineItems is, in their order: they sum to total. 0 for what the guest does not pay.",
      ),
  })
  .meta({ id: "Presentment" });
export type Presentment = z.output<typeof Presentment>;

/**
 * A stay to be priced: local dates of the home, check-out exclusive, 1 to 365 nights. Refused: 422
 * `stay.invalid_range`, 422 `stay.rule` with `details.rules`, 409 `booking.dates_unavailable`, 422
 * `quote.currency_unavailable`.
 */
export const QuoteInput = z.strictObject({
  listingId: Id,
  checkIn: LocalDate,
  checkOut: LocalDate,
  guests: Guests,
  currency: Currency.optional().describe("What the guest pays in; the home's own currency where absent."),
});

/** A price that holds until it expires: a booking takes the quote's id, never a client's price. */
export const Quote = z
  .object({
    id: Id,
    listingId: Id,
    checkIn: LocalDate,
    checkOut: LocalDate,
    guests: Guests,
    lineItems: z.array(LineItem).describe("The guest's lines sum to total; the host's lines reduce what he earns."),
    total: Money.describe("What the stay costs, in the home's currency."),
    presentment: Presentment,
    expiresAt: Instant,
  })
  .meta({ id: "Quote" });
export type Quote = z.output<typeof Quote>;

/** A quote, by its id. */
export const QuoteIdInput = z.strictObject({ quoteId: Id });

/**
 * Books what was quoted; in request mode the host is asked once the amount is authorized. Refused: 409 `quote.expired`
 * (with `details.freshQuoteId` where one could be made), 409 `quote.used`, 409 `booking.dates_unavailable`, 409
 * `listing.state`, 403 `booking.own_listing`, 403 `auth.email_unverified`, 422 `stay.rule` where the home's rules
 * do not take the stay any more, or the check-in is too near
 * for the host to be asked.
 */
export const CreateBookingInput = z.strictObject({ quoteId: Id });

/** A booking, by its id. */
export const BookingIdInput = z.strictObject({ bookingId: Id });

/**
 * A host's yes to a request: what is withheld on the guest's card is taken. Refused: 409 `booking.state`, also once
 * `respondBy` is over.
 */
export const AcceptBookingInput = z.strictObject({ bookingId: Id });

/** A host's no to a request, with a word for the guest if he likes. Refused: 409 `booking.state`. */
export const DeclineBookingInput = z.strictObject({
  bookingId: Id,
  reason: text(1000).optional().describe("The guest reads this."),
});

/**
 * A booking's state as clients show it: a request whose amount is authorized is PAID; cancelled, declined and expired
 * are all CANCELLED.
 */
export const BookingPhase = z
  .enum(["PENDING", "PAID", "CONFIRMED", "COMPLETED", "CANCELLED"])
  .meta({ id: "BookingPhase" });
export type BookingPhase = z.output<typeof BookingPhase>;

/** Something that this actor may do now, or why not. */
export const NextAction = z
  .object({
    action: z.enum(["pay", "cancel", "accept", "decline"]),
    allowed: z.boolean(),
    reason: z.string().nullable(),
  })
  .meta({ id: "NextAction" });
export type NextAction = z.output<typeof NextAction>;

/** A booking as its guest, its host and operators see it; `nextActions` are those of whoever looks at it. */
export const Booking = z
  .object({
    id: Id,
    guestId: Id,
    hostId: Id,
    listingId: Id,
    checkIn: LocalDate,
    checkOut: LocalDate,
    guests: Guests,
    bookingMode: BookingMode.describe("request: the host is asked once the amount is authorized."),
    state: BookingState,
    phase: BookingPhase,
    lineItems: z.array(LineItem),
    total: Money,
    presentment: Presentment,
    paymentId: Id,
    payBy: Instant.nullable().describe("Until when the dates are held for payment; null where none is awaited."),
    respondBy: Instant.nullable().describe(
      "Until when the host may answer a request; null where nobody waits for him.",
    ),
    declineReason: z.string().nullable().describe("What the host wrote when he declined."),
    nextActions: z.array(NextAction),
    createdAt: Instant,
  })
  .meta({ id: "Booking" });
export type Booking = z.output<typeof Booking>;

/** Your bookings, newest first: those that you made, or those of your homes; all of them, or those of a phase or time. */
export const ListBookingsInput = z.strictObject({
  as: z.enum(["guest", "host"]).default("guest"),
  phase: z
    .enum([...BookingPhase.options, "CANCELED"])
    .optional()
    .describe("CANCELED is CANCELLED."),
  from: LocalDate.optional().describe("Stays with a night on or after this date."),
  to: LocalDate.optional().describe("Stays with a night before this date."),
  ...pageInput,
});

/** A page of bookings. */
export const BookingPage = pageOf(Booking, "BookingPage");
