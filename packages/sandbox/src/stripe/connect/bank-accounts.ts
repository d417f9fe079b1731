import { type Answer, type Call, type Context, type Operation, ok, onBehalfOf } from "../context.ts";
import { record } from "../events.ts";
import { newId } from "../ids.ts";
import { endingBefore, limit, startingAfter } from "../lists.ts";
import { missingObject } from "../refusal.ts";
import { findAccount } from "./accounts.ts";
import type { Account, BankAccount } from "./objects.ts";

/** The last digits of the numbers that Stripe's documentation gives for a bank account that works, and a closed one. */
const WORKING = "6789";
const CLOSED = "1113";

export const bankAccountOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/v1/accounts/{account}/external_accounts",
    accepts: [startingAfter, endingBefore, limit],
    run: listBankAccounts,
  },
  {
    method: "GET",
    path: "/v1/accounts/{account}/external_accounts/{id}",
    accepts: [],
    run: (call) => ok(findBankAccount(findAccount(call, call.parent), call.id)),
  },
];

export function findBankAccount(account: Account, id: string, param = "id"): BankAccount {
  const found = account.external_accounts.data.find((candidate) => candidate.id === id);
  if (!found) throw missingObject("external account", id, param);
  return found;
}

export interface NewBankAccount {
  readonly currency: string;
  /** Whether the bank sends every payout back. */
  readonly isClosed: boolean;
}

/** The account's bank accounts once it has a new one, which takes the place of those in the same currency. */
export function replaceBankAccount(context: Context, account: Account, given: NewBankAccount): readonly BankAccount[] {
  const made = newBankAccount(account, given);
  const acting = onBehalfOf(context, account.id);
  acting.world.store.put(made);
  record(acting, "account.external_account.created", made);
  const before = account.external_accounts.data;
  for (const replaced of before.filter(({ currency }) => currency === given.currency)) {
    record(acting, "account.external_account.deleted", replaced);
  }
  return [made, ...before.filter(({ currency }) => currency !== given.currency)];
}

export function isClosed({ last4 }: BankAccount): boolean {
  return last4 === CLOSED;
}

/** The platform's own, one for each currency, so that it can be paid in all. */
export function platformBankAccount(context: Context, currency: string): BankAccount {
  const { store } = context.world;
  const id = `ba_platform_${currency}`;
  return (
    store.find("bank_account", id) ?? store.put({ ...newBankAccount(undefined, { currency, isClosed: false }), id })
  );
}

function newBankAccount(account: Account | undefined, given: NewBankAccount): BankAccount {
  const country = account?.country ?? "US";
  return {
    id: newId("ba"),
    object: "bank_account",
    account: account?.id ?? null,
    account_holder_name: account?.business_profile.name ?? null,
    account_holder_type: account?.business_type ?? null,
    account_type: null,
    available_payout_methods: ["standard"],
    bank_name: "STRIPE TEST BANK",
    country,
    currency: given.currency,
    default_for_currency: true,
    fingerprint: newId("fp", 16).slice("fp_".length),
    future_requirements: nothingRequired,
    last4: given.isClosed ? CLOSED : WORKING,
    metadata: {},
    requirements: nothingRequired,
    routing_number: country === "US" ? "110000000" : null,
    status: "new",
  };
}

const nothingRequired = { currently_due: [], errors: [], past_due: [], pending_verification: [] };

/** Those that were replaced are not listed, though payouts still name them. */
function listBankAccounts(call: Call): Answer {
  const account = findAccount(call, call.id);
  const { data, url } = account.external_accounts;
  const [after, before] = [call.parameters.get(startingAfter), call.parameters.get(endingBefore)];
  const first = after === undefined ? 0 : data.indexOf(findBankAccount(account, after, startingAfter.name)) + 1;
  const end = before === undefined ? data.length : data.indexOf(findBankAccount(account, before, endingBefore.name));
  const most = call.parameters.get(limit) ?? 10;
  const from = before === undefined ? first : Math.max(first, end - most);
  const shown = data.slice(from, Math.min(end, from + most));
  const hasMore = before === undefined ? end > from + most : from > first;
  return ok({ object: "list", data: shown, has_more: hasMore, url });
}
