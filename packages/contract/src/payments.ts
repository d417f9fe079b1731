import { z } from "zod";
import { Id, Instant } from "./fields.ts";
import { Money } from "./money.ts";

/** Who takes the money. */
export const PaymentProvider = z.enum(["stripe"]).meta({ id: "PaymentProvider" });

/**
 * How a payment stands. `failed` may be tried again while the booking waits; `authorized` is withheld on the card and
 * captured once the host has accepted; what is captured or voided is never charged again.
 */
export const PaymentStatus = z
  .enum([
    "requires_payment",
    "requires_action",
    "processing",
    "authorized",
    "captured",
    "partially_refunded",
    "refunded",
    "failed",
    "voided",
  ])
  .meta({ id: "PaymentStatus" });
export type PaymentStatus = z.output<typeof PaymentStatus>;

/** How one attempt stands; at most one at a time is `processing`, `requires_action` or `authorized`. */
export const ChargeStatus = z
  .enum(["requires_action", "processing", "authorized", "captured", "failed", "voided"])
  .meta({ id: "ChargeStatus" });
export type ChargeStatus = z.output<typeof ChargeStatus>;

/** One attempt to take the payment. */
export const Charge = z
  .object({
    id: Id,
    status: ChargeStatus,
    amount: Money,
    failureCode: z.string().nullable().describe("The provider's decline code, for example insufficient_funds."),
    createdAt: Instant,
  })
  .meta({ id: "Charge" });

/** The one payment of a booking, with every attempt to take it, oldest first. */
export const Payment = z
  .object({
    id: Id,
    bookingId: Id,
    provider: PaymentProvider,
    providerRef: z.string().nullable().describe("The provider's own id, for example pi_…"),
    amount: Money,
    status: PaymentStatus,
    refundedAmount: Money,
    charges: z.array(Charge),
    createdAt: Instant,
  })
  .meta({ id: "Payment" });
export type Payment = z.output<typeof Payment>;

/**
 * Pays for a booking. Refused: 402 `payment.declined` with `details.declineCode`, 409 `payment.state`, 422
 * `payment.method_invalid`; 503 `payment.provider_unavailable` means that the attempt goes on.
 */
export const StartPaymentInput = z.strictObject({
  bookingId: Id,
  provider: PaymentProvider,
  paymentMethodId: z
    .string()
    .max(255)
    .regex(/^[\w-]+$/)
    .optional()
    .describe("A Stripe payment method. Without one, confirm the client secret in the browser."),
});

/** What the guest has to do now: nothing, confirm the client secret in the browser, or go to his bank's page. */
export const NextStep = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("none") }).meta({ id: "NoNextStep" }),
    z
      .object({ kind: z.literal("client_secret"), clientSecret: z.string().describe("For Stripe.js.") })
      .meta({ id: "ClientSecretStep" }),
    z
      .object({ kind: z.literal("redirect"), url: z.string().describe("Send the guest's browser there.") })
      .meta({ id: "RedirectStep" }),
  ])
  .meta({ id: "NextStep" });
export type NextStep = z.output<typeof NextStep>;

/** A payment after an attempt has begun, and what comes next. */
export const PaymentStarted = z.object({ payment: Payment, next: NextStep }).meta({ id: "PaymentStarted" });
export type PaymentStarted = z.output<typeof PaymentStarted>;

/** A payment, by its id. */
export const PaymentIdInput = z.strictObject({ paymentId: Id });
