import Stripe from "stripe";
import { expect, test } from "vitest";
import { ImpossibleAmount, toStripe } from "./amounts.ts";
import { createClient, idOf } from "./client.ts";
import { stripeEvents } from "./events.ts";

const { parseEvent, readEvent } = stripeEvents(new Stripe("sk_test_1"), ["whsec_1"]);
const event = (object: object, account?: string) =>
  parseEvent(JSON.stringify({ id: "evt_1", type: "x", ...(account && { account }), data: { object } })).subject;

test("what an event tells of, and what it does not", () => {
  expect(event({ object: "charge", id: "ch_1", payment_intent: "pi_1" })).toEqual({ kind: "payment", ref: "pi_1" });
  expect(event({ object: "charge", id: "ch_1", payment_intent: null })).toBeNull();
  expect(event({ object: "charge", id: "ch_1", payment_intent: "pi_1" }, "acct_1")).toBeNull();
  expect(event({ object: "balance" })).toBeNull();
  expect(event({ object: "payout", id: "po_1" })).toBeNull();
  expect(event({ object: "payout", id: "po_1" }, "acct_1")).toEqual({ kind: "bank_payout", ref: "po_1" });
});

test("what is not signed was not sent by Stripe", () => {
  expect(readEvent({ body: "{}", headers: {} })).toBeUndefined();
  expect(readEvent({ body: "{}", headers: { "stripe-signature": ["t=1", "t=2"] } })).toBeUndefined();
  expect(readEvent({ body: "{}", headers: { "stripe-signature": "t=1,v1=00" } })).toBeUndefined();
});

test("a client finds Stripe itself, or whoever stands in its place", () => {
  const of = (apiBase?: string) => createClient({ secretKey: "sk_test_1", webhookSecret: "whsec_1", apiBase });
  expect(of().getApiField("host")).toBe("api.stripe.com");
  expect(of("https://stripe.example").getApiField("port")).toBe(443);
  expect(of("http://127.0.0.1").getApiField("port")).toBe(80);
  expect(of("http://127.0.0.1:12111").getApiField("port")).toBe("12111");
});

test("an id comes alone or with the whole; an amount between two steps is never sent", () => {
  expect([idOf("ch_1"), idOf({ id: "ch_2" }), idOf(null), idOf(undefined)]).toEqual(["ch_1", "ch_2", null, null]);
  expect(() => toStripe(12_345, "KWD")).toThrow(ImpossibleAmount);
});
