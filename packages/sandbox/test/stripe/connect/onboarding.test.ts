import type { Stripe } from "stripe";
import { expect, test } from "vitest";
import { caught, openReceiver, openSandbox, tell, verified, WEBHOOK_SECRET } from "../harness.ts";
import { express, onboarded, openLink, press, REFRESH_URL, RETURN_URL } from "./person.ts";

const typesOf = (events: readonly Stripe.Event[]) => events.map(({ type }) => type).toReversed();

test("a link leads to a page, from where the person comes back onboarded", async () => {
  const { sandbox, stripe } = await openSandbox();
  const { id } = await stripe.accounts.create(express);
  const link = await stripe.accountLinks.create({
    account: id,
    type: "account_onboarding",
    refresh_url: REFRESH_URL,
    return_url: RETURN_URL,
  });
  expect(link).toMatchObject({ object: "account_link" });
  expect(link.expires_at - link.created).toBe(300);
  expect(link.url).toMatch(new RegExp(`^${sandbox.url}/`));
  const back = await press(link.url, "Complete onboarding");
  expect([back.status, back.headers.get("location")]).toEqual([303, RETURN_URL]);
  const account = await stripe.accounts.retrieve(id);
  expect(account).toMatchObject({
    capabilities: { transfers: "active" },
    charges_enabled: false,
    details_submitted: true,
    payouts_enabled: true,
    requirements: { currently_due: [], disabled_reason: null },
    tos_acceptance: { date: expect.any(Number) },
  });
  const { data } = await stripe.accounts.listExternalAccounts(id);
  expect(data).toMatchObject([
    { object: "bank_account", account: id, country: "NO", currency: "nok", default_for_currency: true, status: "new" },
  ]);
  expect(account.external_accounts?.data).toEqual(data);
  const bank = String(data[0]?.id);
  expect(await stripe.accounts.retrieveExternalAccount(id, bank)).toMatchObject({ id: bank });
  const events = (await stripe.events.list({}, { stripeAccount: id })).data;
  expect(typesOf(events)).toEqual(["account.external_account.created", "account.updated"]);
  expect(events[0]).toMatchObject({ account: id, data: { object: { id, payouts_enabled: true } } });
});

test("a link is good for one visit and five minutes; later it leads to where a new one is made", async () => {
  const { sandbox, stripe } = await openSandbox();
  const { id } = await stripe.accounts.create(express);
  const used = await openLink(stripe, id);
  expect((await fetch(used, { method: "HEAD" })).status).toBe(405);
  expect((await fetch(used)).status).toBe(200);
  const second = await fetch(used, { redirect: "manual" });
  expect([second.status, second.headers.get("location")]).toEqual([303, REFRESH_URL]);
  const finished = await openLink(stripe, id);
  await press(finished, "Leave without finishing");
  const late = await fetch(finished, { method: "POST", body: "action=complete", redirect: "manual" });
  expect(late.headers.get("location")).toBe(REFRESH_URL);
  expect(await stripe.accounts.retrieve(id)).toMatchObject({ details_submitted: false });
  expect((await fetch(`${finished}x`)).status).toBe(404);
  const old = await openLink(stripe, id);
  await tell(sandbox, "POST /test/clock", { advanceSeconds: 301 });
  for (const init of [{}, { method: "POST", body: "action=complete" }]) {
    const late = await fetch(old, { ...init, redirect: "manual" });
    expect(late.headers.get("location")).toBe(REFRESH_URL);
  }
});

test("who leaves comes back too, and nothing has changed", async () => {
  const { stripe } = await openSandbox();
  const { id } = await stripe.accounts.create(express);
  const back = await press(await openLink(stripe, id), "Leave without finishing");
  expect(back.headers.get("location")).toBe(RETURN_URL);
  expect(await stripe.accounts.retrieve(id)).toMatchObject({ details_submitted: false, payouts_enabled: false });
  expect((await stripe.events.list({}, { stripeAccount: id })).data).toEqual([]);
});

test("with something missing an account is restricted until it is provided", async () => {
  const { stripe } = await openSandbox();
  const id = await onboarded(stripe, {}, "Something is missing");
  expect(await stripe.accounts.retrieve(id)).toMatchObject({
    capabilities: { transfers: "inactive" },
    details_submitted: true,
    payouts_enabled: false,
    requirements: {
      currently_due: ["individual.verification.document"],
      disabled_reason: "requirements.past_due",
    },
  });
  await press(await openLink(stripe, id), "Provide what is missing");
  expect(await stripe.accounts.retrieve(id)).toMatchObject({
    capabilities: { transfers: "active" },
    payouts_enabled: true,
    requirements: { currently_due: [], disabled_reason: null },
  });
});

test("a bank account is replaced from another onboarding link, and one in another currency is added", async () => {
  const { stripe } = await openSandbox();
  const id = await onboarded(stripe, {}, "Complete with a bank account that refuses payouts");
  const [first] = (await stripe.accounts.listExternalAccounts(id)).data;
  expect(first).toMatchObject({ last4: "1113", status: "new" });
  await press(await openLink(stripe, id), "Use a bank account that works");
  await press(await openLink(stripe, id), "Use a bank account that works", { currency: "EUR" });
  const banks = (await stripe.accounts.listExternalAccounts(id)).data;
  expect(banks).toMatchObject([
    { currency: "eur", last4: "6789" },
    { currency: "nok", last4: "6789" },
  ]);
  expect(banks.map((bank) => bank.id)).not.toContain(first?.id);
  const events = await stripe.events.list({ type: "account.external_account.*" }, { stripeAccount: id });
  expect(typesOf(events.data)).toEqual([
    "account.external_account.created",
    "account.external_account.created",
    "account.external_account.deleted",
    "account.external_account.created",
  ]);
  const gone = await caught(stripe.accounts.retrieveExternalAccount(id, String(first?.id)));
  expect(gone).toMatchObject({ statusCode: 404, code: "resource_missing" });
  const page = await stripe.accounts.listExternalAccounts(id, { limit: 1 });
  expect(page).toMatchObject({ has_more: true, data: [{ currency: "eur" }] });
  const rest = await stripe.accounts.listExternalAccounts(id, { starting_after: String(page.data[0]?.id) });
  expect(rest).toMatchObject({ has_more: false, data: [{ currency: "nok" }] });
  const before = await stripe.accounts.listExternalAccounts(id, { ending_before: String(rest.data[0]?.id) });
  expect(before).toMatchObject({ has_more: false, data: [{ currency: "eur" }] });
});

test("a currency that there is not, and a button that there is not, change nothing", async () => {
  const { stripe } = await openSandbox();
  const id = await onboarded(stripe);
  const before = (await stripe.accounts.listExternalAccounts(id)).data;
  const wrong = await press(await openLink(stripe, id), "Use a bank account that works", { currency: "xxx" });
  expect([wrong.status, (await wrong.text()).includes("Invalid currency: xxx")]).toEqual([400, true]);
  const address = await openLink(stripe, id);
  expect((await fetch(address, { method: "POST", body: "action=complete" })).status).toBe(400);
  expect((await stripe.accounts.listExternalAccounts(id)).data).toEqual(before);
});

test("the Express dashboard is reached by a login link, once the details are submitted", async () => {
  const { stripe } = await openSandbox();
  const { id } = await stripe.accounts.create(express);
  const early = await caught(stripe.accounts.createLoginLink(id));
  expect(early.message).toBe("Cannot create a login link for an account that has not completed onboarding.");
  await press(await openLink(stripe, id), "Complete onboarding");
  const { object, url } = await stripe.accounts.createLoginLink(id);
  expect(object).toBe("login_link");
  const shown = await press(url, "Use a bank account that refuses payouts");
  expect(shown.status).toBe(200);
  expect(await shown.text()).toContain("••••1113");
  expect((await stripe.accounts.listExternalAccounts(id)).data).toMatchObject([{ last4: "1113" }]);
  expect((await fetch(url)).status).toBe(410);
});

test("links for updates are for accounts that the platform itself asks for details", async () => {
  const { stripe } = await openSandbox();
  const update = (account: string) =>
    stripe.accountLinks.create({ account, type: "account_update", refresh_url: REFRESH_URL, return_url: RETURN_URL });
  const { id: asked } = await stripe.accounts.create(express);
  expect(await caught(update(asked))).toMatchObject({
    statusCode: 400,
    param: "type",
    message: 'Valid types for this account are ["account_onboarding"]',
  });
  const own = await onboarded(stripe, { type: "custom" });
  const back = await press((await update(own)).url, "Use a bank account that refuses payouts");
  expect(back.headers.get("location")).toBe(RETURN_URL);
  expect((await stripe.accounts.listExternalAccounts(own)).data).toMatchObject([{ last4: "1113" }]);
  expect((await caught(stripe.accounts.createLoginLink(own))).message).toContain("no access to the Express Dashboard");
});

test("events of an account are delivered with its id", async () => {
  const receiver = await openReceiver();
  const { stripe } = await openSandbox({ webhook: { url: receiver.url, secret: WEBHOOK_SECRET } });
  const id = await onboarded(stripe);
  await expect.poll(() => receiver.received.length).toBe(2);
  expect(receiver.received.map((each) => verified(each).account)).toEqual([id, id]);
});

test("what is shown of an account is text, never markup", async () => {
  const { stripe } = await openSandbox();
  const { id } = await stripe.accounts.create({ ...express, email: "<b>&\"'@roost.example" });
  const html = await (await fetch(await openLink(stripe, id))).text();
  expect(html).toContain("&#60;b&#62;&#38;&#34;&#39;@roost.example");
});
