import { createServer } from "node:http";
import { type StripeSandbox, startStripe } from "@roost/sandbox/stripe";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decideAtBank, disputeAtBank } from "../../../../test/provider.ts";
import { newId } from "../../../platform/ids.ts";
import type { DisputeState } from "../dispute-gateway.ts";
import type { Gateway, Rejected } from "../gateway.ts";
import { createStripeGateway } from "./stripe.ts";

const secretKey = "sk_test_of_disputes";
const webhookSecret = "whsec_of_disputes";
let stripe: StripeSandbox;
let gateway: Gateway;
beforeAll(async () => {
  stripe = await startStripe({ secretKey });
  gateway = createStripeGateway({ secretKey, webhookSecret, apiBase: stripe.url });
});
afterAll(() => stripe.close());

async function disputed(change: { currency?: string; inquiry?: boolean; amountMinor?: number } = {}) {
  const { currency = "NOK", amountMinor = 12_300, inquiry = false } = change;
  const paid = known(
    await gateway.charge({
      ...{ key: newId(), paymentId: newId(), reference: newId(), providerRef: null, amountMinor, currency },
      ...{ captureMethod: "automatic", paymentMethodId: "pm_card_visa", returnUrl: "https://roost.example/back" },
    }),
  );
  const disputeRef = await disputeAtBank({ stripe }, { charge: paid.chargeRef ?? "", inquiry });
  return { paid, disputeRef };
}

function known<T extends object>(state: T | Rejected): T {
  if ("rejected" in state) throw new Error(`rejected: ${JSON.stringify(state)}`);
  return state;
}

const retrieved = async (disputeRef: string): Promise<DisputeState> => known(await gateway.retrieveDispute(disputeRef));

test("a dispute tells whose it is, until when it can be answered, and what the balance paid for it", async () => {
  const { paid, disputeRef } = await disputed();
  expect(await retrieved(disputeRef)).toEqual({
    disputeRef,
    providerRef: paid.providerRef,
    chargeRef: paid.chargeRef,
    status: "needs_response",
    reason: expect.any(String),
    amountMinor: 12_300,
    currency: "NOK",
    evidenceDueBy: expect.stringMatching(/T23:59:59.000Z$/),
    isSubmitted: false,
    openedAt: expect.any(String),
    movements: [{ ref: expect.stringMatching(/^txn_/), amountMinor: -12_300, feeMinor: 1_500, currency: "NOK" }],
  });
  await decideAtBank({ stripe }, disputeRef, "won");
  const won = await retrieved(disputeRef);
  expect(won.status).toBe("won");
  expect(won.movements.map(({ amountMinor, feeMinor }) => [amountMinor, feeMinor])).toEqual([
    [-12_300, 1_500],
    [12_300, 0],
  ]);
  expect(await gateway.retrieveDispute("du_nobody")).toMatchObject({ code: "resource_missing" });
});

test("evidence is kept as a draft, then goes to the bank once", async () => {
  const { disputeRef } = await disputed();
  const send = (submit: boolean) =>
    gateway.submitEvidence({
      key: newId(),
      disputeRef,
      evidence: { productDescription: "Three nights", customerName: "Kari", uncategorizedText: "She stayed." },
      submit,
    });
  expect(await send(false)).toMatchObject({ status: "needs_response", isSubmitted: false });
  expect(await send(true)).toMatchObject({ status: "under_review", isSubmitted: true });
  expect(await send(true)).toMatchObject({ rejected: expect.stringContaining("already been submitted") });
  const empty = { key: newId(), disputeRef: (await disputed()).disputeRef, evidence: {}, submit: true };
  expect(await gateway.submitEvidence(empty)).toMatchObject({ rejected: expect.any(String) });
});

test("a dispute that is accepted is lost; one that was decided before us answers how it stands", async () => {
  const { disputeRef } = await disputed();
  expect(await gateway.acceptDispute(disputeRef, newId())).toMatchObject({ status: "lost" });
  const won = await disputed();
  await decideAtBank({ stripe }, won.disputeRef, "won");
  expect(await gateway.acceptDispute(won.disputeRef, newId())).toMatchObject({ status: "won" });
  expect(await gateway.acceptDispute("du_nobody", newId())).toMatchObject({ code: "resource_missing" });
});

test("an inquiry takes nothing until it is escalated", async () => {
  const { disputeRef } = await disputed({ inquiry: true });
  expect(await retrieved(disputeRef)).toMatchObject({ status: "inquiry", movements: [] });
  await decideAtBank({ stripe }, disputeRef, "escalated");
  expect(await retrieved(disputeRef)).toMatchObject({
    status: "needs_response",
    movements: [{ amountMinor: -12_300 }],
  });
  const ended = await disputed({ inquiry: true });
  await decideAtBank({ stripe }, ended.disputeRef, "won");
  expect(await retrieved(ended.disputeRef)).toMatchObject({ status: "closed", movements: [] });
});

test.each([
  ["ISK", 12_300],
  ["JPY", 12_300],
  ["KWD", 12_340],
  ["HUF", 123_000],
])("%s: what the bank takes is what was paid, in our minor units", async (currency, amountMinor) => {
  const { disputeRef } = await disputed({ currency, amountMinor });
  const state = await retrieved(disputeRef);
  expect(state).toMatchObject({ amountMinor, currency, movements: [{ amountMinor: -amountMinor, currency }] });
});

test("a status that Stripe has no name for today is an error, not a guess", async () => {
  const { disputeRef } = await disputed();
  const answer = await fetch(`${stripe.url}/v1/disputes/${disputeRef}`, {
    headers: { authorization: `Bearer ${secretKey}` },
  });
  const dispute: object = await answer.json();
  const statuses = ["prevented", "on_hold"];
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ ...dispute, charge: null, payment_intent: null, status: statuses.shift() }));
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const odd = createStripeGateway({ secretKey, webhookSecret, apiBase: `http://127.0.0.1:${port}` });
  expect(await odd.retrieveDispute(disputeRef)).toMatchObject({ status: "closed", chargeRef: null });
  await expect(odd.retrieveDispute(disputeRef)).rejects.toThrow("on_hold");
  server.close();
});
