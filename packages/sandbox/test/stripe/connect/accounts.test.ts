import type { Stripe } from "stripe";
import { expect, test } from "vitest";
import { caught, errorOf, openSandbox, postForm, send } from "../harness.ts";
import { express, onboarded } from "./person.ts";

test("a new account can do nothing yet, and says what is still due", async () => {
  const { stripe } = await openSandbox();
  const account = await stripe.accounts.create({
    ...express,
    business_profile: { name: "Cabin", mcc: "6513", url: "https://roost.example/h1" },
    metadata: { host: "h1" },
    settings: { payouts: { schedule: { interval: "manual" } } },
  });
  expect(account.id).toMatch(/^acct_\w{16}$/);
  expect(account).toMatchObject({
    object: "account",
    business_profile: { name: "Cabin", mcc: "6513", url: "https://roost.example/h1", support_email: null },
    capabilities: { transfers: "inactive" },
    charges_enabled: false,
    controller: {
      fees: { payer: "application_express" },
      requirement_collection: "stripe",
      stripe_dashboard: { type: "express" },
    },
    country: "NO",
    default_currency: "nok",
    details_submitted: false,
    email: "host@roost.example",
    external_accounts: { object: "list", data: [], has_more: false },
    metadata: { host: "h1" },
    payouts_enabled: false,
    requirements: {
      currently_due: expect.arrayContaining(["external_account", "tos_acceptance.date"]),
      disabled_reason: "requirements.past_due",
    },
    settings: { payouts: { schedule: { interval: "manual" } } },
    type: "express",
  });
  expect(await stripe.accounts.retrieve(account.id)).toMatchObject({ id: account.id, metadata: { host: "h1" } });
  expect((await stripe.accounts.list()).data.map(({ id }) => id)).toEqual([account.id]);
});

test("the controller says the same as a type, in parts", async () => {
  const { stripe } = await openSandbox();
  const controller = { fees: { payer: "application" }, losses: { payments: "application" } } as const;
  const asked = await stripe.accounts.create({
    country: "JP",
    controller: { ...controller, stripe_dashboard: { type: "express" } },
  });
  expect(asked).toMatchObject({
    type: "none",
    default_currency: "jpy",
    capabilities: {},
    controller: { requirement_collection: "stripe", fees: { payer: "application" } },
  });
  const own = await stripe.accounts.create({
    controller: { ...controller, stripe_dashboard: { type: "none" }, requirement_collection: "application" },
  });
  expect(own).toMatchObject({ country: "US", controller: { requirement_collection: "application" } });
});

test("a change tells what it changed, as an event of the account", async () => {
  const { stripe } = await openSandbox();
  const { id } = await stripe.accounts.create({ ...express, metadata: { a: "1", b: "2" } });
  const changed = await stripe.accounts.update(id, {
    business_type: "individual",
    capabilities: { card_payments: { requested: true } },
    default_currency: "eur",
    email: "other@roost.example",
    metadata: { a: "", c: "3" },
    settings: { payouts: { schedule: { interval: "manual" }, statement_descriptor: "ROOST" } },
    tos_acceptance: { service_agreement: "recipient" },
  });
  expect(changed).toMatchObject({
    business_type: "individual",
    capabilities: { card_payments: "inactive", transfers: "inactive" },
    default_currency: "eur",
    email: "other@roost.example",
    settings: { payouts: { schedule: { interval: "manual" }, statement_descriptor: "ROOST" } },
    tos_acceptance: { date: null, service_agreement: "recipient" },
  });
  expect(changed.metadata).toEqual({ b: "2", c: "3" });
  const { data } = await stripe.events.list({}, { stripeAccount: id });
  expect(data).toMatchObject([
    { type: "account.updated", account: id, data: { object: { id, email: changed.email } } },
  ]);
  expect(await stripe.events.retrieve(String(data[0]?.id), {}, { stripeAccount: id })).toMatchObject({ account: id });
  expect((await stripe.events.list()).data).toEqual([]);
});

test.each([
  ["country=NO", "parameter_missing", "controller"],
  ["type=standard", undefined, "type"],
  ["type=express&controller[fees][payer]=application", undefined, "controller"],
  ["type=express&country=XX", "country_unsupported", "country"],
  ["type=express&country=Norway", undefined, "country"],
  ["type=express&default_currency=xxx", undefined, "default_currency"],
  ["type=express&email=nobody", "email_invalid", "email"],
  ["type=express&individual[first_name]=Kari", "parameter_unknown", "individual"],
  ["type=express&capabilities[treasury][requested]=true", "parameter_unknown", "capabilities[treasury]"],
  ["type=express&capabilities[transfers][requested]=1", undefined, "capabilities[transfers][requested]"],
  ["type=express&settings[payouts][schedule][interval]=weekly", undefined, "settings[payouts][schedule][interval]"],
  ["type=express&tos_acceptance[ip]=1.2.3.4", undefined, "tos_acceptance"],
  ["controller[losses][payments]=application", "parameter_missing", "controller[fees]"],
  ["controller[fees][payer]=account", undefined, "controller[fees][payer]"],
  [
    "controller[fees][payer]=application&controller[losses][payments]=application" +
      "&controller[stripe_dashboard][type]=none",
    undefined,
    "controller[requirement_collection]",
  ],
])("refuses an account with %s", async (form, code, param) => {
  const { sandbox, stripe } = await openSandbox();
  const answer = await send(sandbox, "/v1/accounts", postForm(form));
  const error = errorOf(answer);
  expect([answer.status, error["type"], error["code"], error["param"]]).toEqual([
    400,
    "invalid_request_error",
    code,
    param,
  ]);
  expect((await stripe.accounts.list()).data).toEqual([]);
});

test("an account that the platform does not have is refused by every path", async () => {
  const { stripe } = await openSandbox();
  for (const asked of [
    stripe.accounts.retrieve("acct_none"),
    stripe.accounts.update("acct_none", {}),
    stripe.accounts.createLoginLink("acct_none"),
    stripe.accounts.listExternalAccounts("acct_none"),
    stripe.accountLinks.create({ account: "acct_none", type: "account_onboarding" }),
  ]) {
    expect(await caught(asked)).toMatchObject({ statusCode: 403, code: "account_invalid" });
  }
});

test("what only the platform can ask for is refused to its accounts", async () => {
  const { stripe } = await openSandbox();
  const { id: stripeAccount } = await stripe.accounts.create(express);
  for (const asked of [
    stripe.accounts.create(express, { stripeAccount }),
    stripe.paymentIntents.list({}, { stripeAccount }),
  ]) {
    const error = await caught(asked);
    expect(error).toMatchObject({ statusCode: 400 });
    expect(error.message).toContain("for the platform only");
  }
});

test("each account has idempotency keys of its own, and so has the platform", async () => {
  const { stripe } = await openSandbox();
  const [one, other] = [await onboarded(stripe), await onboarded(stripe)];
  await stripe.topups.create({ amount: 3_000, currency: "nok" });
  for (const destination of [one, other])
    await stripe.transfers.create({ amount: 1_000, currency: "nok", destination });
  const pay = (options: Stripe.RequestOptions) =>
    stripe.payouts.create({ amount: 1_000, currency: "nok" }, { ...options, idempotencyKey: "k1" });
  const made = [await pay({}), await pay({ stripeAccount: one }), await pay({ stripeAccount: other })];
  expect(new Set(made.map(({ id }) => id)).size).toBe(3);
  expect(await pay({ stripeAccount: one })).toMatchObject({
    id: made[1]?.id,
    lastResponse: { headers: { "idempotent-replayed": "true" } },
  });
});

test.each([
  ["type=account_onboarding&return_url=https://roost.example/", "parameter_missing", "refresh_url"],
  ["type=account_onboarding&refresh_url=https://roost.example/", "parameter_missing", "return_url"],
  ["type=account_onboarding&refresh_url=/again", "url_invalid", "refresh_url"],
  ["type=account_onboarding&refresh_url=javascript:alert(1)", "url_invalid", "refresh_url"],
  ["type=custom_account_update", undefined, "type"],
  ["collect=currently_due", "parameter_unknown", "collect"],
])("refuses a link with %s", async (form, code, param) => {
  const { sandbox, stripe } = await openSandbox();
  const { id } = await stripe.accounts.create(express);
  const error = errorOf(await send(sandbox, "/v1/account_links", postForm(`account=${id}&${form}`)));
  expect([error["type"], error["code"], error["param"]]).toEqual(["invalid_request_error", code, param]);
});
