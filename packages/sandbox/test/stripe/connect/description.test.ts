import type { Stripe } from "stripe";
import { expect, test } from "vitest";
import { isRecord } from "../../../src/stripe/guards.ts";
import type { StripeSandbox } from "../../../src/stripe/index.ts";
import { openDescription } from "../description.ts";
import { idOf, openSandbox, postForm, send } from "../harness.ts";
import { express, onboarded, openLink, press } from "./person.ts";

const description = openDescription();
const seconds = () => Math.floor(Date.now() / 1000);

interface Asked {
  readonly ids?: readonly string[];
  readonly form?: string;
  readonly account?: string;
}

/** Asks with ids in the place of the path's placeholders; whatever the description has against the answer is a fault. */
function asker(sandbox: StripeSandbox) {
  return async (operation: string, { ids = [], form = "", account = "" }: Asked = {}): Promise<string> => {
    const [method = "", path = ""] = operation.split(" ");
    const left = [...ids];
    const address = path.replace(/\{\w+\}/g, () => left.shift() ?? "");
    const init = method === "GET" ? {} : postForm(form);
    const headers = new Headers(init.headers);
    if (account !== "") headers.set("stripe-account", account);
    const answer = await send(sandbox, method === "GET" ? `${address}?${form}` : address, { ...init, headers });
    expect({ operation, ...answer }).toMatchObject({ operation, status: 200 });
    expect({ operation, faults: description.answerFaults(method, path, answer.body) }).toEqual({
      operation,
      faults: [],
    });
    return isRecord(answer.body) ? String(answer.body["id"]) : "";
  };
}

test("accounts, in each state, are as described", async () => {
  const { sandbox, stripe } = await openSandbox();
  const ask = asker(sandbox);
  const form = "type=express&country=NO&email=a@roost.example&capabilities[transfers][requested]=true&metadata[a]=1";
  const account = await ask("POST /v1/accounts", { form });
  await ask("POST /v1/accounts", { form: `type=custom&tos_acceptance[date]=${seconds()}&tos_acceptance[ip]=::1` });
  await ask("POST /v1/accounts/{account}", { ids: [account], form: "business_profile[mcc]=6513" });
  const urls = "refresh_url=https://roost.example/a&return_url=https://roost.example/b";
  await ask("POST /v1/account_links", { form: `account=${account}&type=account_onboarding&${urls}` });
  await press(await openLink(stripe, account), "Something is missing");
  await ask("GET /v1/accounts/{account}", { ids: [account] });
  await press(await openLink(stripe, account), "Provide what is missing");
  await ask("GET /v1/accounts/{account}", { ids: [account] });
  await ask("GET /v1/accounts", { form: "limit=1" });
  await ask("POST /v1/accounts/{account}/login_links", { ids: [account] });
  await ask("GET /v1/accounts/{account}/external_accounts", { ids: [account] });
  const [bank] = (await stripe.accounts.listExternalAccounts(account)).data;
  const id = await ask("GET /v1/accounts/{account}/external_accounts/{id}", { ids: [account, String(bank?.id)] });
  expect(id).toBe(bank?.id);
});

test("what moves money between accounts and banks is as described, and so are its events", async () => {
  const { sandbox, stripe } = await openSandbox({ payoutDelayMs: 200 });
  const ask = asker(sandbox);
  const money = "amount=50000&currency=nok&description=a&metadata[a]=1";
  const topup = await ask("POST /v1/topups", { form: `${money}&statement_descriptor=ROOST` });
  await ask("POST /v1/topups/{topup}", { ids: [topup], form: "description=b" });
  await ask("GET /v1/topups/{topup}", { ids: [topup], form: "expand[]=balance_transaction" });
  await ask("GET /v1/topups", { form: "status=succeeded" });

  const account = await onboarded(stripe, express, "Complete with a bank account that refuses payouts");
  const whole = "expand[]=balance_transaction&expand[]=destination&expand[]=destination_payment";
  const transfer = await ask("POST /v1/transfers", {
    form: `${money}&destination=${account}&transfer_group=b1&${whole}`,
  });
  const ids = [transfer];
  const reversal = await ask("POST /v1/transfers/{id}/reversals", { ids, form: "amount=1000&metadata[a]=1" });
  const expanded = "expand[]=balance_transaction&expand[]=transfer";
  await ask("GET /v1/transfers/{transfer}/reversals/{id}", { ids: [transfer, reversal], form: expanded });
  await ask("POST /v1/transfers/{transfer}/reversals/{id}", { ids: [transfer, reversal], form: "metadata[b]=2" });
  await ask("GET /v1/transfers/{id}/reversals", { ids });
  await ask("POST /v1/transfers/{transfer}", { ids, form: "description=b" });
  await ask("GET /v1/transfers/{transfer}", { ids, form: "expand[]=reversals.data.balance_transaction" });
  await ask("GET /v1/transfers", {
    form: `destination=${account}&transfer_group=b1&expand[]=data.destination_payment`,
  });

  const asked = "amount=1000&currency=nok&method=standard&expand[]=balance_transaction&expand[]=destination";
  const payout = await ask("POST /v1/payouts", { form: asked, account });
  const canceled = await ask("POST /v1/payouts", { form: asked, account });
  await ask("POST /v1/payouts/{payout}/cancel", { ids: [canceled], account });
  await ask("POST /v1/payouts/{payout}", { ids: [payout], form: "metadata[a]=1", account });
  const own = await stripe.transfers.createReversal(transfer, { amount: 2_000 });
  expect(own.amount).toBe(2_000);
  const paid = await ask("POST /v1/payouts", { form: "amount=1000&currency=nok" });
  const statusOf = async (id: string, acting: Stripe.RequestOptions) =>
    (await stripe.payouts.retrieve(id, {}, acting)).status;
  await expect.poll(() => statusOf(payout, { stripeAccount: account })).toBe("failed");
  await expect.poll(() => statusOf(paid, {})).toBe("paid");
  await ask("GET /v1/payouts/{payout}", { ids: [payout], form: "expand[]=failure_balance_transaction", account });
  await ask("GET /v1/payouts/{payout}", { ids: [paid], form: "expand[]=destination" });
  await ask("GET /v1/payouts", { form: "status=failed", account });
  await ask("GET /v1/accounts/{account}", { ids: [account] });
  for (const acting of ["", account]) {
    await ask("GET /v1/balance", { account: acting });
    await ask("GET /v1/balance_transactions", { form: "expand[]=data.source", account: acting });
    await ask("GET /v1/events", { account: acting });
  }
  const rows = await stripe.balanceTransactions.list({ type: "payment_refund" }, { stripeAccount: account });
  const refund = idOf(rows.data[0]?.source ?? null);
  await ask("GET /v1/refunds/{refund}", { ids: [refund], form: "expand[]=charge", account });
  const { destination_payment: payment } = await stripe.transfers.retrieve(transfer);
  await ask("GET /v1/charges/{charge}", { ids: [idOf(payment ?? null)], form: "expand[]=source_transfer", account });

  const seen = new Set<string>();
  for (const acting of [{}, { stripeAccount: account }]) {
    for await (const { data, type } of stripe.events.list({ limit: 100 }, acting)) {
      const object: unknown = data.object;
      const kind = isRecord(object) ? String(object["object"]) : "";
      expect({ type, faults: description.schemaFaults(kind, object) }).toEqual({ type, faults: [] });
      seen.add(type);
    }
  }
  expect([...seen].toSorted()).toEqual([
    "account.external_account.created",
    "account.external_account.updated",
    "account.updated",
    "payout.canceled",
    "payout.created",
    "payout.failed",
    "payout.paid",
    "payout.updated",
    "topup.created",
    "topup.succeeded",
    "transfer.created",
    "transfer.reversed",
    "transfer.updated",
  ]);
});

test("refusals of money are as described", async () => {
  const { sandbox, stripe } = await openSandbox();
  const account = await onboarded(stripe);
  const { id: early } = await stripe.accounts.create(express);
  const money = "amount=100&currency=nok";
  const acting = { ...postForm(money), headers: new Headers({ "stripe-account": account }) };
  const refusals = {
    "400 balance_insufficient": send(sandbox, "/v1/transfers", postForm(`${money}&destination=${account}`)),
    "400 insufficient_capabilities_for_transfer": send(
      sandbox,
      "/v1/transfers",
      postForm(`${money}&destination=${early}`),
    ),
    "403 account_invalid": send(sandbox, "/v1/accounts/acct_none"),
    "404 resource_missing": send(sandbox, "/v1/transfers/tr_none"),
  };
  acting.headers.set("content-type", "application/x-www-form-urlencoded");
  const all = Object.entries({
    ...refusals,
    "400 balance_insufficient of an account": send(sandbox, "/v1/payouts", acting),
  });
  for (const [name, sent] of all) {
    const { status, body } = await sent;
    const faults = description.schemaFaults("error", body);
    const [expected, code] = name.split(" ");
    expect({ name, status, faults }).toEqual({ name, status: Number(expected), faults: [] });
    expect(body).toMatchObject({ error: { code, doc_url: expect.stringContaining("error-codes") } });
  }
});
