import { z } from "zod";
import { Id, Instant, text } from "./fields.ts";
import { AmountMinor, Currency, Money } from "./money.ts";

/** Why money goes back. */
export const RefundReason = z
  .enum(["guest_cancelled", "host_cancelled", "goodwill", "not_as_described", "duplicate", "late_payment", "other"])
  .meta({ id: "RefundReason" });
export type RefundReason = z.output<typeof RefundReason>;

/** How a refund stands. `failed` means that the guest's bank refused it: it is tried again. */
export const RefundStatus = z.enum(["pending", "succeeded", "failed", "cancelled"]).meta({ id: "RefundStatus" });
export type RefundStatus = z.output<typeof RefundStatus>;

/** So much of one line of the price: `line` is its place in the booking's `lineItems`, from 0. */
export const RefundLine = z.object({ line: z.int().min(0), amount: Money }).meta({ id: "RefundLine" });

/** Money on its way back to the guest, in the currency that he paid in. */
export const Refund = z
  .object({
    id: Id,
    paymentId: Id,
    status: RefundStatus,
    reason: RefundReason,
    note: z.string().nullable(),
    amount: Money,
    lines: z.array(RefundLine).describe("What goes back of each line; sums to amount."),
    failureCode: z.string().nullable().describe("Why the last try failed, for example expired_or_canceled_card."),
    createdAt: Instant,
    settledAt: Instant.nullable(),
  })
  .meta({ id: "Refund" });
export type Refund = z.output<typeof Refund>;

const PositiveMoney = z.strictObject({ amount: AmountMinor.min(1), currency: Currency }).meta({ id: "PositiveMoney" });

/**
 * Gives money back: `amount`, or so much of single `lines`, or without both all that is left. A host gives back what
 * was his (nights, cleaning), an operator anything. Amounts are in the currency of the payment. Refused: 409
 * `refund.too_much` with `details.refundableMinor`, 409 `payment.state`, 422 `refund.invalid` naming the rule; 503
 * `payment.provider_unavailable` means that the refund goes on.
 */
export const RefundPaymentInput = z.strictObject({
  paymentId: Id,
  amount: PositiveMoney.optional(),
  lines: z
    .array(z.strictObject({ line: z.int().min(0).max(400), amount: PositiveMoney }).meta({ id: "RefundLineInput" }))
    .min(1)
    .max(400)
    .optional(),
  reason: RefundReason,
  note: text(500).optional().describe("For the guest, on his mail and receipt."),
});

/** The refunds of a payment, oldest first; there are few of them. */
export const RefundList = z.object({ data: z.array(Refund) }).meta({ id: "RefundList" });
