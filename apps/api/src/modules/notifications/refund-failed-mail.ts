import { formatMoney, type User } from "@roost/contract";
import { facts, paragraph } from "./blocks.ts";
import { compose, type MailContent } from "./compose.ts";
import type { RefundFacts } from "./ports.ts";

/** To operators. The guest is told nothing: the same is tried again, and he gets his money or hears from people. */
export const refundFailedMail = (refund: RefundFacts, operator: User): MailContent =>
  compose({
    subject: `A refund failed: ${formatMoney(refund.amount)}`,
    heading: "A refund failed",
    blocks: [
      paragraph(
        `Hello ${operator.firstName}, the guest's bank did not take ${formatMoney(refund.amount)} back. Roost tries it again by itself; where the card is closed for good, the guest needs another way.`,
      ),
      facts([
        ["Why", refund.failureCode ?? "unknown"],
        ["Tries", String(refund.attempts)],
        ["Next try", refund.nextTryAt ?? "under way"],
        ["Refund", refund.refundId],
        ["Payment", refund.paymentId],
        ["Booking", refund.reference],
      ]),
    ],
  });
