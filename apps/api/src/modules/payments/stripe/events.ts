import type Stripe from "stripe";
import { z } from "zod";
import type { Gateway, ProviderEvent, ProviderSubject } from "../gateway.ts";

/** Stripe's events: who sent them, and what they tell of. */
export function stripeEvents(stripe: Stripe, secrets: readonly string[]): Pick<Gateway, "readEvent" | "parseEvent"> {
  return {
    readEvent({ body, headers }) {
      const signature = headers["stripe-signature"];
      if (typeof signature !== "string") return undefined;
      const isStripe = secrets.some((secret) => {
        try {
          stripe.webhooks.constructEvent(body, signature, secret);
          return true;
        } catch {
          return false;
        }
      });
      return isStripe ? parseEvent(body) : undefined;
    },
    parseEvent,
  };
}

const Event = z.object({
  id: z.string(),
  type: z.string(),
  account: z.string().nullish(),
  data: z.object({
    object: z.object({ object: z.string(), id: z.string().nullish(), payment_intent: z.string().nullish() }),
  }),
});

/** What an event tells of. */
export function parseEvent(body: string): ProviderEvent {
  const { id, type, account = null, data } = Event.parse(JSON.parse(body));
  return { id, type, account, subject: subjectOf(data.object, account) };
}

function subjectOf(
  { object, id, payment_intent: intent }: z.output<typeof Event>["data"]["object"],
  account: string | null,
): ProviderSubject | null {
  if (typeof id !== "string") return null;
  switch (object) {
    case "payment_intent":
      return { kind: "payment", ref: id };
    // A charge changes when its fee is known: what we keep is its intent.
    case "charge":
      return account === null && typeof intent === "string" ? { kind: "payment", ref: intent } : null;
    case "refund":
      return { kind: "refund", ref: id };
    case "dispute":
      return { kind: "dispute", ref: id };
    // A host's bank account or what he may do has changed: what we keep is the account that has it.
    case "bank_account":
    case "card":
    case "capability":
      return account === null ? null : { kind: "payout_account", ref: account };
    case "account":
      return { kind: "payout_account", ref: id };
    case "payout":
      return account === null ? null : { kind: "bank_payout", ref: id };
    case "transfer":
      return { kind: "transfer", ref: id };
    default:
      return null;
  }
}
