import { Id, type Payout, type User } from "@roost/contract";
import { z } from "zod";
import type { Queue } from "../../platform/jobs.ts";
import { findUser } from "../users/index.ts";
import type { MailContent } from "./compose.ts";
import { payoutAccountChangedMail } from "./payout-account-changed-mail.ts";
import { payoutBlockedMail } from "./payout-blocked-mail.ts";
import { payoutFailedMail } from "./payout-failed-mail.ts";
import { payoutSentMail } from "./payout-sent-mail.ts";
import { type BookingFacts, bookingFactsPort, payoutAccountFactsPort, payoutFactsPort } from "./ports.ts";
import { type JobSite, sendNotification } from "./send-notification.ts";

/** The queues whose jobs tell hosts about their money. */
export const payoutQueues = (at: JobSite): readonly Queue[] => [
  { name: "mail.payout-blocked", handle: (data) => tellPayout(at, data, blocked) },
  { name: "mail.payout-sent", handle: (data) => tellPayout(at, data, sent) },
  { name: "mail.payout-failed", handle: (data) => tellPayout(at, data, failed) },
  { name: "mail.payout-account-changed", handle: (data) => tellAccountChanged(at, data) },
];

interface PayoutMail {
  readonly kind: string;
  /** Whether it is still so when the mail is written. */
  isTrue(payout: Payout): boolean;
  write(payout: Payout, booking: BookingFacts | undefined, host: User): MailContent;
}

const blocked: PayoutMail = {
  kind: "payout-blocked",
  isTrue: ({ status }) => status === "blocked",
  write: payoutBlockedMail,
};
const sent: PayoutMail = {
  kind: "payout-sent",
  isTrue: ({ transferred }) => transferred.amount > 0,
  write: payoutSentMail,
};
const failed: PayoutMail = {
  kind: "payout-failed",
  isTrue: ({ status }) => status === "failed",
  write: payoutFailedMail,
};

async function tellPayout(at: JobSite, data: object, { kind, isTrue, write }: PayoutMail): Promise<void> {
  const { eventId, data: ids } = PayoutJob.parse(data);
  const payout = await payoutFactsPort.from(at)(at.sql, ids.payoutId);
  if (!payout || !isTrue(payout)) return;
  const [booking, host] = await Promise.all([
    bookingFactsPort.from(at)(at.sql, payout.bookingId),
    findUser(at.sql, payout.payeeId),
  ]);
  if (!host) return;
  await sendNotification(at, { eventId, kind, userId: host.id, write: () => write(payout, booking, host) });
}

async function tellAccountChanged(at: JobSite, data: object): Promise<void> {
  const { eventId, data: ids } = AccountJob.parse(data);
  const account = await payoutAccountFactsPort.from(at)(at.sql, ids.payoutAccountId);
  if (!account) return;
  const write = (host: User) => payoutAccountChangedMail(account, host);
  await sendNotification(at, { eventId, kind: "payout-account-changed", userId: account.userId, write });
}

const PayoutJob = z.object({ eventId: Id, data: z.object({ payoutId: Id }) });
const AccountJob = z.object({ eventId: Id, data: z.object({ payoutAccountId: Id }) });
