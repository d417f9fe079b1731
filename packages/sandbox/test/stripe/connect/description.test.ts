import { expect, test } from "vitest";
import { isRecord } from "../../../src/stripe/guards.ts";
import type { StripeSandbox } from "../../../src/stripe/index.ts";
import { openDescription } from "../description.ts";
import { openSandbox, postForm, send } from "../harness.ts";
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

test("the events of accounts are as described", async () => {
  const { sandbox, stripe } = await openSandbox();
  const ask = asker(sandbox);
  const account = await onboarded(stripe, express);
  await press(await openLink(stripe, account), "Use a bank account that works");
  await ask("GET /v1/events", { account });
  for await (const { data, type } of stripe.events.list({}, { stripeAccount: account })) {
    const object: unknown = data.object;
    const kind = isRecord(object) ? String(object["object"]) : "";
    expect({ type, faults: description.schemaFaults(kind, object) }).toEqual({ type, faults: [] });
  }
});
