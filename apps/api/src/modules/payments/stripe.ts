import { Currency, fromProviderAmount, isCurrencyCode, toProviderAmount } from "@roost/contract";
import Stripe from "stripe";
import { z } from "zod";
import type { ChargeRequest, Gateway, ProviderState, Rejected } from "./gateway.ts";

export interface StripeOptions {
  readonly secretKey: string;
  readonly webhookSecret: string;
  /** The sandbox's address; Stripe's own where absent. */
  readonly apiBase?: string | undefined;
}

/** Stripe through its own SDK. One PaymentIntent for each payment, so that no payment can be captured twice. */
export function createStripeGateway(options: StripeOptions): Gateway {
  const stripe = new Stripe(options.secretKey, {
    ...addressOf(options.apiBase),
    timeout: 8000,
    maxNetworkRetries: 1,
    telemetry: false,
  });

  async function charge(request: ChargeRequest): Promise<Stripe.PaymentIntent> {
    const confirmation = request.paymentMethodId
      ? { payment_method: request.paymentMethodId, return_url: request.returnUrl }
      : undefined;
    const once = { idempotencyKey: request.key };
    if (request.providerRef !== null) {
      return confirmation
        ? stripe.paymentIntents.confirm(request.providerRef, confirmation, once)
        : stripe.paymentIntents.retrieve(request.providerRef);
    }
    return stripe.paymentIntents.create(
      {
        amount: counted(request),
        currency: request.currency.toLowerCase(),
        metadata: { payment_id: request.paymentId, reference: request.reference },
        transfer_group: request.reference,
        ...(confirmation && { confirm: true, ...confirmation }),
      },
      once,
    );
  }

  return {
    charge: async (request) => impossible(request) ?? known(() => charge(request)),
    retrieve: (providerRef) => known(() => stripe.paymentIntents.retrieve(providerRef)),
    async void(providerRef, key) {
      const voided = await known(() => stripe.paymentIntents.cancel(providerRef, {}, { idempotencyKey: key }));
      // A state error says that the intent was captured or voided before us: ask how it stands.
      return "rejected" in voided ? stateOf(await stripe.paymentIntents.retrieve(providerRef)) : voided;
    },
    async refund({ key, providerRef, ...amount }) {
      const whole = { payment_intent: providerRef, amount: counted(amount) };
      try {
        return { refundRef: (await stripe.refunds.create(whole, { idempotencyKey: key })).id };
      } catch (error) {
        // Somebody gave it back by hand, at the provider: that is what was wanted.
        const isDone =
          error instanceof Stripe.errors.StripeInvalidRequestError && error.code === "charge_already_refunded";
        if (isDone) return { refundRef: null };
        throw error;
      }
    },
    readEvent(body, signature) {
      try {
        const event = stripe.webhooks.constructEvent(body, signature, options.webhookSecret);
        return { id: event.id, type: event.type };
      } catch {
        return undefined;
      }
    },
  };
}

/** Turns what is certain into a result; what is not (time-outs, 429, 5xx, 409) is thrown on. */
async function known(call: () => Promise<Stripe.PaymentIntent>): Promise<ProviderState | Rejected> {
  try {
    return stateOf(await call());
  } catch (error) {
    if (error instanceof Stripe.errors.StripeCardError && error.payment_intent) return stateOf(error.payment_intent);
    if (error instanceof Stripe.errors.StripeInvalidRequestError) return { rejected: error.message };
    throw error;
  }
}

const Metadata = z.object({ payment_id: z.uuid() });

function stateOf(intent: Stripe.PaymentIntent): ProviderState {
  const metadata = Metadata.safeParse(intent.metadata);
  return {
    providerRef: intent.id,
    paymentId: metadata.success ? metadata.data.payment_id : null,
    status: statusOf(intent.status),
    ...receivedOf(intent),
    clientSecret: intent.client_secret,
    redirectUrl: intent.next_action?.redirect_to_url?.url ?? null,
    failureCode: intent.last_payment_error?.decline_code ?? intent.last_payment_error?.code ?? null,
  };
}

/** Our minor units in Stripe's: krónur and shillings of Uganda in hundredths, dinars with a last digit of 0. */
const counted = ({ amountMinor, currency }: { readonly amountMinor: number; readonly currency: string }): number =>
  toProviderAmount("stripe", { amount: amountMinor, currency: Currency.parse(currency) });

/** An amount that Stripe cannot take will never be asked for with success: that is certain before it is sent. */
function impossible(request: ChargeRequest): Rejected | undefined {
  try {
    counted(request);
    return undefined;
  } catch (error) {
    return { rejected: error instanceof Error ? error.message : String(error) };
  }
}

/** An intent in a currency that Roost does not take is nobody's payment here: its amount stays as Stripe counts it. */
function receivedOf(intent: Stripe.PaymentIntent): Pick<ProviderState, "capturedMinor" | "currency"> {
  const currency = intent.currency.toUpperCase();
  if (!isCurrencyCode(currency)) return { capturedMinor: intent.amount_received, currency };
  return { capturedMinor: fromProviderAmount("stripe", { amount: intent.amount_received, currency }).amount, currency };
}

function statusOf(status: Stripe.PaymentIntent["status"]): ProviderState["status"] {
  switch (status) {
    case "requires_payment_method":
    case "requires_confirmation":
      return "requires_payment_method";
    case "requires_action":
      return "requires_action";
    case "processing":
    case "requires_capture":
      return "processing";
    case "succeeded":
      return "captured";
    case "canceled":
      return "voided";
    default:
      throw new Error(`Stripe answered a payment status that is not known: ${String(status)}`);
  }
}

function addressOf(apiBase: string | undefined) {
  if (apiBase === undefined) return {};
  const url = new URL(apiBase);
  const protocol = url.protocol === "https:" ? "https" : "http";
  return { host: url.hostname, port: url.port || (protocol === "https" ? 443 : 80), protocol } as const;
}
