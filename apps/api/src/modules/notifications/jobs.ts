import { type BookingState, Id } from "@roost/contract";
import { z } from "zod";
import type { Queue } from "../../platform/jobs.ts";
import type { House } from "../../platform/port.ts";
import { originPort } from "../../platform/settings.ts";
import type { Sql } from "../../platform/sql.ts";
import { findUser } from "../users/index.ts";
import { accountExistsMail } from "./account-exists-mail.ts";
import { bookingCancelledMail } from "./booking-cancelled-mail.ts";
import { bookingDeclinedMail } from "./booking-declined-mail.ts";
import { bookingExpiredMail } from "./booking-expired-mail.ts";
import { calendarQueues } from "./calendar-queues.ts";
import { disputeQueues } from "./dispute-queues.ts";
import { guestBookingConfirmedMail } from "./guest-booking-confirmed-mail.ts";
import { hostBookingConfirmedMail } from "./host-booking-confirmed-mail.ts";
import { hostBookingExpiredMail } from "./host-booking-expired-mail.ts";
import { hostBookingRequestedMail } from "./host-booking-requested-mail.ts";
import { payoutQueues } from "./payout-jobs.ts";
import { type BookingFacts, bookingFactsPort, receiptLinkPort, verificationTokenPort } from "./ports.ts";
import { refundQueues } from "./refund-queues.ts";
import { type JobSite, sendAll, sendNotification } from "./send-notification.ts";
import { verifyEmailMail } from "./verify-email-mail.ts";

/** The queues whose jobs send mails. Each handler may run any number of times for its job. */
export function notificationQueues(house: House, sql: Sql): readonly Queue[] {
  const at = { house, sql };
  return [
    { name: "mail.booking-requested", handle: (data) => tellRequested(at, data) },
    { name: "mail.booking-declined", handle: (data) => tellDeclined(at, data) },
    { name: "mail.booking-confirmed", handle: (data) => tellConfirmed(at, data) },
    { name: "mail.booking-expired", handle: (data) => tellExpired(at, data) },
    { name: "mail.booking-cancelled", handle: (data) => tellCancelled(at, data) },
    ...disputeQueues(at),
    ...refundQueues(at),
    { name: "mail.verify-email", handle: (data) => askToVerify(at, data) },
    { name: "mail.account-exists", handle: (data) => tellAccountExists(at, data) },
    ...payoutQueues(at),
    ...calendarQueues(at),
  ];
}

/** Once the amount is authorized: before that the host has nothing to answer. */
async function tellRequested(at: JobSite, data: object): Promise<void> {
  const { eventId, data: ids } = PaymentJob.parse(data);
  const found = await loadBooking(at, { eventId, data: { bookingId: ids.reference } }, "pending_host");
  if (!found) return;
  const { booking, guest, host } = found;
  const write = () => hostBookingRequestedMail(booking, guest, host);
  await sendNotification(at, { eventId, kind: "booking-requested", userId: host.id, write });
}

async function tellDeclined(at: JobSite, data: object): Promise<void> {
  const found = await loadBooking(at, data, "declined");
  if (!found) return;
  const { eventId, booking, guest } = found;
  const write = () => bookingDeclinedMail(booking, guest);
  await sendNotification(at, { eventId, kind: "booking-declined", userId: guest.id, write });
}

async function tellConfirmed(at: JobSite, data: object): Promise<void> {
  const found = await loadBooking(at, data, "confirmed");
  if (!found) return;
  const { eventId, booking, guest, host } = found;
  const kind = "booking-confirmed";
  const receiptUrl = receiptLinkPort.from(at)(booking.paymentId);
  const toGuest = () => guestBookingConfirmedMail({ booking, receiptUrl }, guest, host);
  await sendAll(at, [
    { eventId, kind, userId: guest.id, write: toGuest },
    { eventId, kind, userId: host.id, write: () => hostBookingConfirmedMail(booking, guest, host) },
  ]);
}

async function tellExpired(at: JobSite, data: object): Promise<void> {
  const found = await loadBooking(at, data, "expired");
  if (!found) return;
  const { eventId, booking, guest, host } = found;
  const kind = "booking-expired";
  const toHost = { eventId, kind, userId: host.id, write: () => hostBookingExpiredMail(booking, guest, host) };
  await sendAll(at, [
    { eventId, kind, userId: guest.id, write: () => bookingExpiredMail(booking, guest) },
    ...(booking.isAsked ? [toHost] : []),
  ]);
}

/** A host who was never asked knows of no request, and need not be told that there is none. */
async function tellCancelled(at: JobSite, data: object): Promise<void> {
  const found = await loadBooking(at, data, "cancelled");
  if (!found || (found.booking.bookingMode === "request" && !found.booking.isAsked)) return;
  const { eventId, booking, guest, host } = found;
  const write = () => bookingCancelledMail(booking, guest, host);
  await sendNotification(at, { eventId, kind: "booking-cancelled", userId: host.id, write });
}

async function askToVerify(at: JobSite, data: object): Promise<void> {
  const { userId, mailId } = MailJob.parse(data);
  const user = await findUser(at.sql, userId);
  if (!user || user.emailVerified) return;
  await sendNotification(at, {
    eventId: mailId,
    kind: "verify-email",
    userId,
    write: async () => verifyEmailMail(originPort.from(at), await verificationTokenPort.from(at)(at.sql, mailId)),
  });
}

async function tellAccountExists(at: JobSite, data: object): Promise<void> {
  const { userId, mailId } = MailJob.parse(data);
  await sendNotification(at, { eventId: mailId, kind: "account-exists", userId, write: accountExistsMail });
}

/** The booking and its people, or undefined where it has moved on and the mail would be wrong by now. */
async function loadBooking(at: JobSite, data: object, state: BookingState) {
  const { eventId, data: ids } = BookingJob.parse(data);
  const booking: BookingFacts | undefined = await bookingFactsPort.from(at)(at.sql, ids.bookingId);
  if (booking?.state !== state) return undefined;
  const [guest, host] = await Promise.all([findUser(at.sql, booking.guestId), findUser(at.sql, booking.hostId)]);
  return guest && host && { eventId, booking, guest, host };
}

const BookingJob = z.object({ eventId: Id, data: z.object({ bookingId: Id }) });
/** What is paid for is a booking: the payment's reference is its id. */
const PaymentJob = z.object({ eventId: Id, data: z.object({ reference: Id }) });
const MailJob = z.object({ userId: Id, mailId: Id });
