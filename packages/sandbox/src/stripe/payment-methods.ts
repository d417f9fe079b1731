import { type Context, type Operation, ok } from "./context.ts";
import { newId } from "./ids.ts";
import type { BillingDetails, PaymentMethod } from "./objects.ts";
import { invalid, missingObject } from "./refusal.ts";
import { type TestCard, testCards } from "./test-cards.ts";

const USED = "used";
const AUTHENTICATED = "authenticated";

export const paymentMethodOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/v1/payment_methods/{payment_method}",
    accepts: [],
    run: (call) => ok(findPaymentMethod(call, call.id, "payment_method")),
  },
];

const noBillingDetails: BillingDetails = { address: null, email: null, name: null, phone: null, tax_id: null };

/** A test token stands for a new payment method each time; any other id for the one that has it. */
export function resolvePaymentMethod(context: Context, named: string): PaymentMethod {
  const card = testCards.find(({ token }) => token === named);
  if (card) return context.world.store.put(newPaymentMethod(card, context.now));
  const found = findPaymentMethod(context, named, "payment_method");
  if (!context.world.store.isMarked(found.id, USED)) return found;
  throw invalid(
    "The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a " +
      "connected account without Customer attachment, or was detached from a Customer. It may not be used again. To " +
      "use a PaymentMethod multiple times, you must attach it to a Customer first.",
  );
}

export function findPaymentMethod(context: Context, id: string, param: string): PaymentMethod {
  const found = context.world.store.find("payment_method", id);
  if (!found) throw missingObject("PaymentMethod", id, param);
  return found;
}

export function testCardOf(method: PaymentMethod): TestCard {
  const card = testCards.find(({ brand, last4 }) => brand === method.card.brand && last4 === method.card.last4);
  if (!card) throw new Error(`${method.id} is no test card`);
  return card;
}

export function markUsed(context: Context, method: PaymentMethod): void {
  context.world.store.mark(method.id, USED);
}

/** Payment methods belong to one payment here, so authentication is a fact about them alone. */
export function markAuthenticated(context: Context, method: PaymentMethod): void {
  context.world.store.mark(method.id, AUTHENTICATED);
}

export function isAuthenticated(context: Context, method: PaymentMethod): boolean {
  return context.world.store.isMarked(method.id, AUTHENTICATED);
}

function newPaymentMethod({ brand, last4, authentication }: TestCard, now: number): PaymentMethod {
  return {
    id: newId("pm"),
    object: "payment_method",
    allow_redisplay: "unspecified",
    billing_details: noBillingDetails,
    card: {
      brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
      country: "US",
      display_brand: brand,
      exp_month: 8,
      exp_year: new Date(now * 1000).getUTCFullYear() + 1,
      fingerprint: `sandbox${brand}${last4}`,
      funding: "credit",
      generated_from: null,
      last4,
      networks: { available: [brand], preferred: null },
      regulated_status: "unregulated",
      three_d_secure_usage: { supported: authentication || last4 === "4242" },
      wallet: null,
    },
    created: now,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: "card",
  };
}
