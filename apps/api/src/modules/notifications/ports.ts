import type {
  BookingMode,
  BookingState,
  ChargebackStatus,
  Guests,
  LineItem,
  Money,
  Payout,
  PayoutAccount,
  Presentment,
  Refund,
} from "@roost/contract";
import type { z } from "zod";
import type { Mailer } from "../../platform/mail.ts";
import { Port } from "../../platform/port.ts";
import type { Sql } from "../../platform/sql.ts";

/** What mails tell about a booking, as it is when the mail is sent. */
export interface BookingFacts {
  readonly bookingId: string;
  readonly paymentId: string;
  readonly listingTitle: string;
  readonly city: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly checkIn: string;
  readonly checkOut: string;
  readonly guests: Guests;
  readonly lineItems: readonly LineItem[];
  /** What the stay costs. */
  readonly total: Money;
  /** What the guest pays with. */
  readonly presentment: Omit<Presentment, "lines">;
  readonly guestId: string;
  readonly hostId: string;
  readonly state: BookingState;
  readonly bookingMode: z.output<typeof BookingMode>;
  /** Until when the host may answer a request. */
  readonly respondBy: string | null;
  readonly declineReason: string | null;
  /** The host was asked, and so knows of the request; he has said yes. */
  readonly isAsked: boolean;
  readonly isAccepted: boolean;
}

/** What mails tell about a chargeback, as it stands when they are sent. */
export interface ChargebackFacts {
  readonly chargebackId: string;
  readonly hostId: string;
  readonly status: ChargebackStatus;
  /** The network's reason in the provider's word. */
  readonly reason: string;
  readonly amount: Money;
  readonly evidenceDueBy: string | null;
  /** It was lost after the host had been paid: that stays his. */
  readonly isAbsorbed: boolean;
}

/** What mails tell about a refund, as it stands when they are sent. */
export interface RefundFacts extends Pick<Refund, "status" | "reason" | "note" | "amount" | "failureCode"> {
  readonly refundId: string;
  readonly paymentId: string;
  /** The booking. */
  readonly reference: string;
  readonly payerId: string;
  readonly lines: readonly { readonly kind: string; readonly amount: Money }[];
  /** What the guest has paid and not got back. */
  readonly remaining: Money;
  readonly attempts: number;
  readonly nextTryAt: string | null;
}

export const mailerPort = new Port<Mailer>("notifications.mailer");

export const bookingFactsPort = new Port<(sql: Sql, bookingId: string) => Promise<BookingFacts | undefined>>(
  "notifications.bookingFacts",
);

export const chargebackFactsPort = new Port<(sql: Sql, chargebackId: string) => Promise<ChargebackFacts | undefined>>(
  "notifications.chargebackFacts",
);

/** Makes the token of the link that confirms one sign-up. */
export const verificationTokenPort = new Port<(sql: Sql, signUpId: string) => Promise<string>>(
  "notifications.verificationToken",
);

export const refundFactsPort = new Port<(sql: Sql, refundId: string) => Promise<RefundFacts | undefined>>(
  "notifications.refundFacts",
);

/** Where a payment's receipt opens without signing in. */
export const receiptLinkPort = new Port<(paymentId: string) => string>("notifications.receiptLink");

/** What mails tell about a payout to its host. */
export const payoutFactsPort = new Port<(sql: Sql, payoutId: string) => Promise<Payout | undefined>>(
  "notifications.payoutFacts",
);

/** What mails tell about the account that a host's payouts go to. */
export const payoutAccountFactsPort = new Port<
  (sql: Sql, accountId: string) => Promise<(PayoutAccount & { readonly userId: string }) | undefined>
>("notifications.payoutAccountFacts");

/** What the mail about a clash tells, while it lasts. */
export interface CalendarClashFacts {
  readonly hostId: string;
  readonly listingTitle: string;
  /** What the host calls the other calendar. */
  readonly feedName: string;
  readonly first: string;
  /** The day after the last night that is taken in both. */
  readonly until: string;
  readonly bookingId: string;
}

export const calendarClashFactsPort = new Port<
  (
    sql: Sql,
    clash: { readonly feedEventId: string; readonly bookingId: string },
  ) => Promise<CalendarClashFacts | undefined>
>("notifications.calendarClashFacts");
