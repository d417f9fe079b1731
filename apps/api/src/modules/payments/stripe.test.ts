import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type StripeSandbox, startStripe } from "@roost/sandbox/stripe";
import Stripe from "stripe";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../../platform/ids.ts";
import type { ChargeRequest, Gateway } from "./gateway.ts";
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
});

test("a declined card is a state, what Stripe will never take is a rejection", async () => {
  const declined = await charged({ paymentMethodId: "pm_card_chargeDeclined" });
  expect(declined).toMatchObject({ status: "requires_payment_method", failureCode: "generic_decline" });
  expect(await gateway.charge(request({ paymentMethodId: "pm_nobody" }))).toEqual({ rejected: expect.any(String) });
  expect(await gateway.retrieve("pi_nobody")).toEqual({ rejected: expect.stringContaining("pi_nobody") });
});

test("money that was given back by hand counts as given back; what cannot be refunded is an error", async () => {
  const { providerRef } = await charged({ paymentMethodId: "pm_card_visa" });
  await dashboard.refunds.create({ payment_intent: providerRef });
  const whole = { amountMinor: 12_300, currency: "NOK" } as const;
  expect(await gateway.refund({ key: newId(), providerRef, ...whole })).toEqual({ refundRef: null });
  const unpaid = await charged();
  const refund = gateway.refund({ key: newId(), providerRef: unpaid.providerRef, amountMinor: 1, currency: "NOK" });
  await expect(refund).rejects.toBeInstanceOf(Stripe.errors.StripeInvalidRequestError);
});

test.each([
  ["ISK", 12_300, 1_230_000],
  ["UGX", 12_300, 1_230_000],
  ["JPY", 12_300, 12_300],
  ["VND", 500_000, 500_000],
  ["KWD", 12_340, 12_340],
  ["HUF", 12_300, 12_300],
])("%s: %d minor units are %d at Stripe, when they come and when they go back", async (currency, amountMinor, at) => {
  const paid = await charged({ currency, amountMinor, paymentMethodId: "pm_card_visa" });
  expect(paid).toMatchObject({ status: "captured", capturedMinor: amountMinor, currency });
  expect((await dashboard.paymentIntents.retrieve(paid.providerRef)).amount_received).toBe(at);
  await gateway.refund({ key: newId(), providerRef: paid.providerRef, amountMinor, currency });
  const [refund] = (await dashboard.refunds.list({ payment_intent: paid.providerRef })).data;
  expect(refund?.amount).toBe(at);
});

test("an amount that Stripe cannot take is never sent, and another currency's intent keeps Stripe's number", async () => {
  const rejected = { rejected: "stripe does not accept 12345 minor units of KWD" };
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
  expect(await gateway.retrieve(intent.id)).toMatchObject({ paymentId: null, status: "processing", currency: "EUR" });
});

test("a status that Stripe has no name for today is an error, not a guess", async () => {
  const intent = { id: "pi_1", object: "payment_intent", amount_received: 0, currency: "nok", metadata: {} };
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
