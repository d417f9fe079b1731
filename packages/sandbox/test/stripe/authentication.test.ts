import { expect, test } from "vitest";
import { caught, openSandbox, paidBy } from "./harness.ts";

const RETURN_URL = "https://roost.example/back?booking=b1";
const asked = { ...paidBy("pm_card_authenticationRequired"), return_url: RETURN_URL };

/** Loads the page that a payment leads to and presses one of its buttons. */
async function press(page: string | null | undefined, button: string): Promise<Response> {
  const shown = await fetch(String(page));
  const html = await shown.text();
  const value = new RegExp(`name="outcome" value="(\\w+)">${button}`).exec(html)?.[1];
  expect(value).toMatch(/^(complete|fail)$/);
  return fetch(String(page), {
    method: "POST",
    body: new URLSearchParams({ outcome: String(value) }),
    redirect: "manual",
  });
}

test.each([
  ["automatic", "succeeded"],
  ["manual", "requires_capture"],
] as const)("authentication completed, %s capture: %s", async (captureMethod, status) => {
  const { stripe } = await openSandbox();
  const intent = await stripe.paymentIntents.create({ ...asked, capture_method: captureMethod });
  expect(intent).toMatchObject({
    status: "requires_action",
    latest_charge: null,
    next_action: { type: "redirect_to_url", redirect_to_url: { return_url: RETURN_URL } },
  });
  const page = intent.next_action?.redirect_to_url?.url;
  const back = await press(page, "Complete authentication");
  expect(back.status).toBe(303);
  const location = new URL(String(back.headers.get("location")));
  expect(Object.fromEntries(location.searchParams)).toEqual({
    booking: "b1",
    payment_intent: intent.id,
    payment_intent_client_secret: intent.client_secret,
    redirect_status: "succeeded",
  });
  const paid = await stripe.paymentIntents.retrieve(intent.id);
  expect(paid).toMatchObject({ status, next_action: null, payment_method: intent.payment_method });
  expect((await fetch(String(page))).status).toBe(409);
});

test("authentication failed: the payment wants another card", async () => {
  const { stripe } = await openSandbox();
  const intent = await stripe.paymentIntents.create(asked);
  const back = await press(intent.next_action?.redirect_to_url?.url, "Fail authentication");
  expect(String(back.headers.get("location"))).toContain("redirect_status=failed");
  expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
    status: "requires_payment_method",
    latest_charge: null,
    payment_method: null,
    last_payment_error: {
      code: "payment_intent_authentication_failure",
      payment_method: { id: intent.payment_method },
    },
  });
});

test("authentication completed, and the bank still declines", async () => {
  const { stripe } = await openSandbox();
  const token = "pm_card_authenticationRequiredChargeDeclinedInsufficientFunds";
  const intent = await stripe.paymentIntents.create({ ...asked, payment_method: token });
  await press(intent.next_action?.redirect_to_url?.url, "Complete authentication");
  const declined = await stripe.paymentIntents.retrieve(intent.id);
  expect(declined).toMatchObject({
    status: "requires_payment_method",
    last_payment_error: { code: "card_declined", decline_code: "insufficient_funds" },
  });
});

test("without a return_url the redirect is left to the browser library, and the page leads nowhere", async () => {
  const { stripe } = await openSandbox();
  const intent = await stripe.paymentIntents.create(paidBy("pm_card_authenticationRequired"));
  expect(intent.next_action).toMatchObject({ type: "use_stripe_sdk" });
  const page: unknown = intent.next_action?.use_stripe_sdk?.["stripe_js"];
  expect((await press(String(page), "Complete authentication")).status).toBe(200);
  expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ status: "succeeded" });
});

test("manual confirmation goes on after authentication by a second confirm", async () => {
  const { stripe } = await openSandbox();
  const intent = await stripe.paymentIntents.create({ ...asked, confirmation_method: "manual" });
  await press(intent.next_action?.redirect_to_url?.url, "Complete authentication");
  expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ status: "requires_confirmation" });
  expect(await stripe.paymentIntents.confirm(intent.id)).toMatchObject({ status: "succeeded" });
});

test.each([{ off_session: true }, { error_on_requires_action: true }])(
  "a card that asks for authentication is declined with %o",
  async (unattended) => {
    const { stripe } = await openSandbox();
    const error = await caught(stripe.paymentIntents.create({ ...asked, ...unattended }));
    expect(error).toMatchObject({ statusCode: 402, code: "authentication_required" });
  },
);
