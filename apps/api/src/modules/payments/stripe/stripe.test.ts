import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type StripeSandbox, startStripe } from "@roost/sandbox/stripe";
import Stripe from "stripe";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../../../platform/ids.ts";
import type { ChargeRequest, Gateway } from "../gateway.ts";
import { createStripeGateway } from "./stripe.ts";

const secretKey = "sk_test_of_this_test";
const webhookSecret = "whsec_of_this_test";
let sandbox: StripeSandbox;
let gateway: Gateway;
/** Stripe's dashboard: what somebody does there by hand. */
let dashboard: Stripe;

beforeAll(async () => {
  sandbox = await startStripe({ secretKey });
  gateway = createStripeGateway({ secretKey, webhookSecret, apiBase: sandbox.url });
  dashboard = new Stripe(secretKey, { host: "127.0.0.1", port: sandbox.port, protocol: "http", telemetry: false });
});
afterAll(() => sandbox.close());

const request = (change: Partial<ChargeRequest> = {}): ChargeRequest => ({
  key: newId(),
  paymentId: newId(),
  reference: newId(),
  providerRef: null,
  amountMinor: 12_300,
  currency: "NOK",
  captureMethod: "automatic",
  paymentMethodId: null,
  returnUrl: "https://roost.example/back",
  ...change,
});

async function charged(change: Partial<ChargeRequest> = {}) {
  const state = await gateway.charge(request(change));
  if ("rejected" in state) throw new Error(state.rejected);
  return state;
}

test("a payment without a method waits for one, and is asked about when it is started again", async () => {
  const first = await charged();
  expect(first).toMatchObject({ status: "requires_payment_method", capturedMinor: 0, failureCode: null });
  expect(first.clientSecret).toMatch(/^pi_.+_secret_/);
  expect(await charged({ providerRef: first.providerRef })).toEqual(first);
  const paid = await charged({ providerRef: first.providerRef, paymentMethodId: "pm_card_visa" });
  expect(paid).toMatchObject({ providerRef: first.providerRef, status: "captured", capturedMinor: 12_300 });
  expect(paid.method).toEqual({ brand: "visa", last4: "4242" });
});

test("a declined card is a state, what Stripe will never take is a rejection", async () => {
  const declined = await charged({ paymentMethodId: "pm_card_chargeDeclined" });
  expect(declined).toMatchObject({ status: "requires_payment_method", failureCode: "generic_decline" });
  expect(await gateway.charge(request({ paymentMethodId: "pm_nobody" }))).toMatchObject({
    rejected: expect.any(String),
  });
  expect(await gateway.retrieve("pi_nobody")).toMatchObject({ rejected: expect.stringContaining("pi_nobody") });
});

test("a refund tells how it stands; of what was given back by hand Stripe says so, and of what cannot be too", async () => {
  const part = (providerRef: string, amountMinor: number) => {
    const refundId = newId();
    return gateway.refund({ key: newId(), refundId, providerRef, amountMinor, currency: "NOK" });
  };
  const { providerRef, chargeRef } = await charged({ paymentMethodId: "pm_card_visa" });
  const refunded = await part(providerRef, 2_300);
  expect(refunded).toMatchObject({ status: "succeeded", amountMinor: 2_300, currency: "NOK", providerRef, chargeRef });
  if ("rejected" in refunded) throw new Error(refunded.rejected);
  expect(await gateway.retrieveRefund(refunded.refundRef)).toEqual(refunded);
  expect(await part(providerRef, 10_001)).toMatchObject({ rejected: expect.any(String) });
  // Long after, when the key is forgotten, the same refund is asked for once more.
  const again = { refundId: refunded.refundId ?? "", providerRef, amountMinor: 2_300, currency: "NOK" };
  expect(await gateway.refund({ key: newId(), ...again })).toEqual(refunded);
  await dashboard.refunds.create({ payment_intent: providerRef });
  expect(await part(providerRef, 10_000)).toMatchObject({ code: "charge_already_refunded" });
  const unpaid = await charged();
  expect(await part(unpaid.providerRef, 1)).toMatchObject({ rejected: expect.any(String) });
});

test("what is authorized can be captured once, in full, or voided", async () => {
  const held = await charged({ captureMethod: "manual", paymentMethodId: "pm_card_visa" });
  expect(held).toMatchObject({ status: "authorized", capturedMinor: 0, fee: null });
  const captured = await gateway.capture(held.providerRef, newId());
  expect(captured).toMatchObject({ status: "captured", capturedMinor: 12_300 });
  expect(captured).toMatchObject({ fee: { amountMinor: 387, currency: "NOK" } });
  expect(await gateway.capture(held.providerRef, newId())).toEqual(captured);
  const other = await charged({ captureMethod: "manual", paymentMethodId: "pm_card_visa" });
  expect(await gateway.void(other.providerRef, newId())).toMatchObject({ status: "voided" });
  expect(await gateway.capture(other.providerRef, newId())).toMatchObject({ status: "voided" });
});

test.each([
  ["ISK", 12_300, 1_230_000],
  ["UGX", 12_300, 1_230_000],
  ["JPY", 12_300, 12_300],
  ["VND", 500_000, 500_000],
  ["KWD", 12_340, 12_340],
  ["HUF", 17_500, 17_500],
])("%s: %d minor units are %d at Stripe, when they come and when they go back", async (currency, amountMinor, at) => {
  const paid = await charged({ currency, amountMinor, paymentMethodId: "pm_card_visa" });
  expect(paid).toMatchObject({ status: "captured", capturedMinor: amountMinor, currency });
  expect((await dashboard.paymentIntents.retrieve(paid.providerRef)).amount_received).toBe(at);
  await gateway.refund({ key: newId(), refundId: newId(), providerRef: paid.providerRef, amountMinor, currency });
  const [refund] = (await dashboard.refunds.list({ payment_intent: paid.providerRef })).data;
  expect(refund?.amount).toBe(at);
});

test("an amount that Stripe cannot take is never sent, and another currency's intent keeps Stripe's number", async () => {
  const rejected = { rejected: "stripe does not accept 12345 minor units of KWD", code: "amount_invalid" };
  expect(await gateway.charge(request({ currency: "KWD", amountMinor: 12_345 }))).toEqual(rejected);
  const intent = await dashboard.paymentIntents.create({ amount: 500, currency: "clp" });
  expect(await gateway.retrieve(intent.id)).toMatchObject({ currency: "CLP", capturedMinor: 0 });
});

test("voiding answers how the payment stands: voided, or captured where the money was faster", async () => {
  const open = await charged();
  expect(await gateway.void(open.providerRef, newId())).toMatchObject({ status: "voided" });
  const paid = await charged({ paymentMethodId: "pm_card_visa" });
  expect(await gateway.void(paid.providerRef, newId())).toMatchObject({ status: "captured", capturedMinor: 12_300 });
});

test("somebody else's intent has no payment of ours, and authorized money is not captured yet", async () => {
  const intent = await dashboard.paymentIntents.create({
    amount: 500,
    currency: "eur",
    capture_method: "manual",
    payment_method: "pm_card_visa",
    confirm: true,
    return_url: "https://shop.example/back",
  });
  expect(intent.status).toBe("requires_capture");
  expect(await gateway.retrieve(intent.id)).toMatchObject({ paymentId: null, status: "authorized", currency: "EUR" });
});

test("a status that Stripe has no name for today is an error, not a guess", async () => {
  const intent = {
    id: "pi_1",
    object: "payment_intent",
    amount_received: 0,
    currency: "nok",
    metadata: {},
    latest_charge: null,
  };
  const answers = ["processing", "requires_confirmation", "on_hold"];
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ ...intent, status: answers.shift() }));
  });
  const apiBase = await listening(server);
  const odd = createStripeGateway({ secretKey, webhookSecret, apiBase });
  expect(await odd.retrieve("pi_1")).toMatchObject({ status: "processing", redirectUrl: null, failureCode: null });
  expect(await odd.retrieve("pi_1")).toMatchObject({ status: "requires_payment_method" });
  await expect(odd.retrieve("pi_1")).rejects.toThrow("on_hold");
  server.close();
});

const listening = (server: Server): Promise<string> =>
  new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${portOf(server.address())}`));
  });

const portOf = (address: AddressInfo | string | null): number =>
  typeof address === "object" && address !== null ? address.port : 0;
