import { z } from "zod";
import { Country, Id, Instant, text } from "./fields.ts";
import { Money } from "./money.ts";
import { pageInput, pageOf } from "./pages.ts";
import { PaymentProvider } from "./payments.ts";

/**
 * How a host's account at the payment provider stands. `onboarding` waits for him to finish there; `restricted` was
 * finished, and the provider pays nothing out of it until the `requirements` are met; `replaced` is used no more.
 */
export const PayoutAccountStatus = z
  .enum(["onboarding", "restricted", "enabled", "replaced"])
  .meta({ id: "PayoutAccountStatus" });
export type PayoutAccountStatus = z.output<typeof PayoutAccountStatus>;

/** The bank account that a payout account pays to, as far as it may be shown. */
export const PayoutBank = z
  .object({ last4: z.string(), currency: z.string().describe("ISO 4217 code of the bank account.") })
  .meta({ id: "PayoutBank" });

/** Where a host's money goes: his account at the payment provider, and the bank account behind it. */
export const PayoutAccount = z
  .object({
    id: Id,
    provider: PaymentProvider,
    country: Country,
    status: PayoutAccountStatus,
    requirements: z.array(z.string()).describe("What the provider still wants to know, in its own words."),
    bank: PayoutBank.nullable(),
    heldUntil: Instant.nullable().describe("After a change nothing is paid out until then."),
    createdAt: Instant,
  })
  .meta({ id: "PayoutAccount" });
export type PayoutAccount = z.output<typeof PayoutAccount>;

/** The account in use, or the first one while it is set up; and the one that takes its place once it is enabled. */
export const PayoutAccounts = z
  .object({ account: PayoutAccount.nullable(), replacement: PayoutAccount.nullable() })
  .meta({ id: "PayoutAccounts" });

/** Nothing: it is the caller's own. */
export const PayoutAccountInput = z.strictObject({});

/**
 * Opens an account at the payment provider, or goes on with the one there is, and answers the page where the host gives
 * his details. `replace` opens another one in place of it: it needs a session that began less than 15 minutes ago, as
 * does every page of an account in use, and after the change nothing is paid out for 72 hours. Refused: 403
 * `auth.step_up_required`, 409 `payout_account.state`, 422 `payout_account.country`; 503 `payment.provider_unavailable`
 * means that the same key may be sent again.
 */
export const BeginPayoutOnboardingInput = z.strictObject({
  country: Country,
  replace: z.boolean().default(false),
  returnUrl: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional()
    .describe("Where the host comes back to: on this API's origin, or one of CORS_ALLOW_ORIGINS."),
});

/** Send the host's browser to `url`: it works once, and until `expiresAt`. */
export const PayoutOnboarding = z
  .object({ account: PayoutAccount, url: z.string(), expiresAt: Instant })
  .meta({ id: "PayoutOnboarding" });
export type PayoutOnboarding = z.output<typeof PayoutOnboarding>;

/**
 * How a payout stands. `blocked` is due and does not go, for the reasons in `blocks`; `in_transit` is on its way to the
 * host's account or from there to his bank; `failed` was refused by his bank and is tried again; `reversed` was fetched
 * back, all of it; `cancelled` had nothing left to pay.
 */
export const PayoutStatus = z
  .enum(["scheduled", "blocked", "in_transit", "paid", "failed", "reversed", "cancelled"])
  .meta({ id: "PayoutStatus" });
export type PayoutStatus = z.output<typeof PayoutStatus>;

/**
 * What it is paid for. `adjustment`: money of the stay's payout was fetched back by hand at the provider, and an
 * operator decides whether it is paid again; `claim`: the award of a claim. One of each for a booking.
 */
export const PayoutPurpose = z.enum(["stay", "claim", "adjustment"]).meta({ id: "PayoutPurpose" });
export type PayoutPurpose = z.output<typeof PayoutPurpose>;

/** Why a payout does not go. */
export const PayoutBlock = z
  .enum(["no_account", "account_restricted", "account_hold", "chargeback", "refund", "operator", "provider_balance"])
  .meta({ id: "PayoutBlock" });
export type PayoutBlock = z.output<typeof PayoutBlock>;

/** What a host gets for a booking, in the currency of his home. */
export const Payout = z
  .object({
    id: Id,
    bookingId: Id,
    payeeId: Id,
    purpose: PayoutPurpose,
    status: PayoutStatus,
    blocks: z.array(PayoutBlock),
    holdReason: z.string().nullable().describe("Why an operator holds it; for operators only."),
    amount: Money.nullable().describe("The host's share; known once it is released."),
    netted: Money.describe("Kept of it to settle what the host owed."),
    transferred: Money.describe("Sent to his account: amount less netted."),
    reversed: Money.describe("Fetched back of what was sent."),
    dueAt: Instant,
    failureCode: z.string().nullable().describe("Why the bank refused it last, for example account_closed."),
    createdAt: Instant,
    paidAt: Instant.nullable(),
  })
  .meta({ id: "Payout" });
export type Payout = z.output<typeof Payout>;

/** A host's own payouts, or for operators everybody's, newest first. */
export const ListPayoutsInput = z.strictObject({ ...pageInput, status: PayoutStatus.optional() });
export const PayoutPage = pageOf(Payout, "PayoutPage");

/** Holds a payout that has not gone yet. Refused: 409 `payout.state`. */
export const HoldPayoutInput = z.strictObject({ payoutId: Id, reason: text(500).describe("For operators only.") });

/** Lets a payout go that an operator held. Refused: 409 `payout.state`. */
export const ReleasePayoutInput = z.strictObject({ payoutId: Id });
