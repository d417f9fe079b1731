import { book } from "../balance-transactions.ts";
import { type Context, onBehalfOf } from "../context.ts";
import { record } from "../events.ts";
import type { Task } from "../time/keep-appointment.ts";
import { findAccount } from "./accounts.ts";
import { isClosed } from "./bank-accounts.ts";
import type { BankAccount, Payout } from "./objects.ts";
import { findPayout } from "./payouts.ts";
import { saveBankAccounts } from "./person.ts";

export const payoutTasks = {
  "payout.send": (context, id) => sendPayout(ofOwner(context, id), id),
  "payout.settle": (context, id) => settlePayout(ofOwner(context, id), id),
} satisfies Record<string, Task>;

function ofOwner(context: Context, id: string): Context {
  return onBehalfOf(context, context.world.store.ownerOf(id));
}

function sendPayout(context: Context, id: string): void {
  const { agenda, clock, payoutDelayMs, store } = context.world;
  const sent = store.put<Payout>({ ...findPayout(context, id), status: "in_transit" });
  record(context, "payout.updated", sent);
  agenda.plan("payout.settle", id, clock.milliseconds() + payoutDelayMs);
}

function settlePayout(context: Context, id: string): void {
  const { store } = context.world;
  const payout = findPayout(context, id);
  const bank = store.find("bank_account", payout.destination);
  if (bank && isClosed(bank)) {
    failPayout(context, payout, bank);
    return;
  }
  const trace = { status: "supported", value: id.slice("po_".length) } as const;
  record(context, "payout.paid", store.put<Payout>({ ...payout, status: "paid", trace_id: trace }));
}

/** The money is back in the balance; the bank account is good for no other payout. */
function failPayout(context: Context, payout: Payout, bank: BankAccount): void {
  const { store } = context.world;
  const { amount, currency, id } = payout;
  const description = `STRIPE PAYOUT FAILURE (${id})`;
  const transaction = book(context, { amount, currency, description, fee: 0, source: id, type: "payout_failure" });
  const failed = store.put<Payout>({
    ...payout,
    failure_balance_transaction: transaction.id,
    failure_code: "account_closed",
    failure_message: "The bank account has been closed",
    status: "failed",
  });
  record(context, "payout.failed", failed);
  if (bank.status === "errored" || bank.account === null) return;
  const errored = store.put<BankAccount>({ ...bank, status: "errored" });
  const account = findAccount(context, bank.account);
  const { data } = account.external_accounts;
  if (!data.some((candidate) => candidate.id === bank.id)) return;
  record(context, "account.external_account.updated", errored);
  const bankAccounts = data.map((candidate) => (candidate.id === bank.id ? errored : candidate));
  saveBankAccounts(context, account, bankAccounts);
}
