import { type ChargebackStatus, Id } from "@roost/contract";
import { z } from "zod";
import type { Queue } from "../../platform/jobs.ts";
import { findOperators } from "../users/index.ts";
import { disputeDecidedMail } from "./dispute-decided-mail.ts";
import { disputeOpenedMail } from "./dispute-opened-mail.ts";
import { evidenceDueMail } from "./evidence-due-mail.ts";
import { bookingFactsPort, chargebackFactsPort } from "./ports.ts";
import { type JobSite, sendAll, sendNotification } from "./send-notification.ts";

/** The mails about chargebacks: to the host what becomes of it, to operators what is due. */
export function disputeQueues(at: JobSite): readonly Queue[] {
  return [
    { name: "mail.dispute-opened", handle: (data) => tellHost(at, data, openMail) },
    { name: "mail.dispute-won", handle: (data) => tellHost(at, data, { ...decidedMail, status: ["won"] }) },
    { name: "mail.dispute-lost", handle: (data) => tellHost(at, data, { ...decidedMail, status: ["lost"] }) },
    { name: "mail.dispute-evidence-due", handle: (data) => warnOperators(at, data) },
  ];
}

interface HostMail {
  /** Otherwise it has moved on, and the mail would be wrong by now. */
  readonly status: readonly ChargebackStatus[];
  readonly kind: string;
  readonly write: typeof disputeOpenedMail;
}

const openMail: HostMail = {
  status: ["needs_response", "under_review"],
  kind: "dispute-opened",
  write: disputeOpenedMail,
};
const decidedMail = { kind: "dispute-decided", write: disputeDecidedMail };

async function tellHost(at: JobSite, data: object, mail: HostMail): Promise<void> {
  const found = await load(at, data);
  if (!found || !mail.status.includes(found.dispute.status)) return;
  const { eventId, booking, dispute } = found;
  await sendNotification(at, {
    eventId,
    kind: mail.kind,
    userId: dispute.hostId,
    write: (host) => mail.write(booking, dispute, host),
  });
}

async function warnOperators(at: JobSite, data: object): Promise<void> {
  const found = await load(at, data);
  if (!found || !["inquiry", "needs_response"].includes(found.dispute.status)) return;
  const { eventId, booking, dispute } = found;
  const operators = await findOperators(at.sql);
  await sendAll(
    at,
    operators.map((userId) => ({
      eventId,
      kind: "dispute-evidence-due",
      userId,
      write: (operator) => evidenceDueMail(booking, dispute, operator),
    })),
  );
}

async function load(at: JobSite, data: object) {
  const { eventId, data: ids } = DisputeJob.parse(data);
  const [dispute, booking] = await Promise.all([
    chargebackFactsPort.from(at)(at.sql, ids.chargebackId),
    bookingFactsPort.from(at)(at.sql, ids.reference),
  ]);
  return dispute && booking && { eventId, dispute, booking };
}

/** What is paid for is a booking: the payment's reference is its id. */
const DisputeJob = z.object({ eventId: Id, data: z.object({ chargebackId: Id, reference: Id }) });
