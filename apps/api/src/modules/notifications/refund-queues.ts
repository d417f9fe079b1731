import { Id, type User } from "@roost/contract";
import { z } from "zod";
import type { Queue } from "../../platform/jobs.ts";
import { findOperators } from "../users/index.ts";
import { paymentRefundedMail } from "./payment-refunded-mail.ts";
import { bookingFactsPort, receiptLinkPort, refundFactsPort } from "./ports.ts";
import { refundFailedMail } from "./refund-failed-mail.ts";
import { type JobSite, sendAll, sendNotification } from "./send-notification.ts";

/** The mails about money that goes back: to the guest once he has it, to operators where his bank refuses it. */
export function refundQueues(at: JobSite): readonly Queue[] {
  return [
    { name: "mail.payment-refunded", handle: (data) => tellGuest(at, data) },
    { name: "mail.refund-failed", handle: (data) => tellOperators(at, data) },
  ];
}

/** Once for a refund, also where his bank sent it back and took it later. True whatever became of the booking. */
async function tellGuest(at: JobSite, data: object): Promise<void> {
  const { refundId } = RefundJob.parse(data).data;
  const refund = await refundFactsPort.from(at)(at.sql, refundId);
  const booking = refund && (await bookingFactsPort.from(at)(at.sql, refund.reference));
  if (!booking || refund.status !== "succeeded") return;
  const receiptUrl = receiptLinkPort.from(at)(refund.paymentId);
  const write = (guest: User) => paymentRefundedMail({ booking, refund, receiptUrl }, guest);
  await sendNotification(at, { eventId: refundId, kind: "payment-refunded", userId: refund.payerId, write });
}

async function tellOperators(at: JobSite, data: object): Promise<void> {
  const { eventId, data: ids } = RefundJob.parse(data);
  const refund = await refundFactsPort.from(at)(at.sql, ids.refundId);
  if (!refund || refund.status === "succeeded") return;
  const operators = await findOperators(at.sql);
  const write = (operator: User) => refundFailedMail(refund, operator);
  await sendAll(
    at,
    operators.map((userId) => ({ eventId, kind: "refund-failed", userId, write })),
  );
}

const RefundJob = z.object({ eventId: Id, data: z.object({ refundId: Id }) });
