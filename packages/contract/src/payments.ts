import { z } from "zod";
import { LineItemKind } from "./bookings.ts";
import { Id, Instant } from "./fields.ts";
import { Money } from "./money.ts";
import { pageInput, pageOf } from "./pages.ts";

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

/** When the money is taken: at once, or once the host has accepted what was withheld on the card. */
export const CaptureMethod = z.enum(["automatic", "manual"]).meta({ id: "CaptureMethod" });

/** Whose a line of a payment becomes. */
export const PaymentPayee = z.enum(["host", "platform", "tax"]).meta({ id: "PaymentPayee" });

/** The card that a payment was made with. */
export const PaymentMethod = z
  .object({ brand: z.string().describe("For example visa."), last4: z.string().describe("Its last four digits.") })
  .meta({ id: "PaymentMethod" });
export type PaymentMethod = z.output<typeof PaymentMethod>;

/** What the guest pays for one line of the price; refunds name it by `line`. */
export const PaymentLine = z
  .object({
    line: z.int().min(0).describe("Its place in the booking's lineItems, from 0."),
    kind: LineItemKind,
    payee: PaymentPayee,
    amount: Money,
  })
  .meta({ id: "PaymentLine" });

/** The one payment of a booking, with every attempt to take it, oldest first. */
export const Payment = z
  .object({
    id: Id,
    bookingId: Id,
    provider: PaymentProvider,
    providerRef: z.string().nullable().describe("The provider's own id, for example pi_…"),
    amount: Money,
    status: PaymentStatus,
    captureMethod: CaptureMethod,
    captureBy: Instant.nullable().describe("Until when what is authorized can be captured; null where nothing waits."),
    refundedAmount: Money.describe("What has gone back."),
    refundableAmount: Money.describe("What can still be given back: captured, less what goes back or is disputed."),
    disputedAmount: Money.describe("What the guest's bank withholds or took back."),
    lines: z.array(PaymentLine).describe("What the guest pays, line by line; sums to amount."),
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

/** Your payments, newest first: those that you make, or those for your homes. */
export const ListPaymentsInput = z.strictObject({
  as: z.enum(["guest", "host"]).default("guest"),
  status: PaymentStatus.optional().describe("Only those that stand so."),
  ...pageInput,
});

/** A page of payments. */
export const PaymentPage = pageOf(Payment, "PaymentPage");
