import type { Context } from "../context.ts";
import { checkCurrency, moneyText } from "../currencies.ts";
import { escapeHtml, type PageAnswer, page, redirect } from "../html.ts";
import { findAccount } from "./accounts.ts";
import type { Link } from "./links.ts";
import type { Account } from "./objects.ts";
import { changeBank, provideDocument, submitDetails } from "./person.ts";
import { factsOf } from "./requirements.ts";

/** What the person sees to whom the platform gave a link: once, while it is fresh. */
export function showAccount(context: Context, token: string): PageAnswer {
  const { links } = context.world;
  const link = links.find(token);
  if (!link) return message(404, "There is no such link.");
  if (link.state !== "fresh" || link.expiresAt <= context.now) return tooLate(link);
  links.change(token, "open");
  return accountPage(context, link, findAccount(context, link.account));
}

export function pressAccount(context: Context, token: string, form: string): PageAnswer {
  const { links } = context.world;
  const link = links.find(token);
  if (!link) return message(404, "There is no such link.");
  if (link.state === "finished" || (link.state === "fresh" && link.expiresAt <= context.now)) return tooLate(link);
  const account = findAccount(context, link.account);
  const fields = new URLSearchParams(form);
  const action = actionsFor(link, account).find(({ name }) => name === fields.get("action"));
  if (!action) return message(400, "Press one of the buttons.");
  action.act(context, account, (fields.get("currency") ?? account.default_currency).toLowerCase());
  if (link.returnUrl === null) return accountPage(context, link, findAccount(context, account.id));
  links.change(token, "finished");
  return redirect(link.returnUrl);
}

interface Action {
  readonly name: string;
  readonly label: string;
  readonly isAboutBank?: true;
  act(context: Context, account: Account, currency: string): void;
}

const complete: Action = {
  name: "complete",
  label: "Complete onboarding",
  act: (context, account) => submitDetails(context, account, { isBankClosed: false, isDocumentMissing: false }),
};
const completeClosed: Action = {
  name: "complete_closed",
  label: "Complete with a bank account that refuses payouts",
  act: (context, account) => submitDetails(context, account, { isBankClosed: true, isDocumentMissing: false }),
};
const submitIncomplete: Action = {
  name: "submit_incomplete",
  label: "Something is missing",
  act: (context, account) => submitDetails(context, account, { isBankClosed: false, isDocumentMissing: true }),
};
const provide: Action = { name: "provide", label: "Provide what is missing", act: provideDocument };
const leave: Action = { name: "leave", label: "Leave without finishing", act: () => undefined };
const bank: Action = {
  name: "bank",
  label: "Use a bank account that works",
  isAboutBank: true,
  act: (context, account, currency) => useBank({ context, account, currency }, false),
};
const bankClosed: Action = {
  name: "bank_closed",
  label: "Use a bank account that refuses payouts",
  isAboutBank: true,
  act: (context, account, currency) => useBank({ context, account, currency }, true),
};

function actionsFor(link: Link, account: Account): readonly Action[] {
  const leaving = link.returnUrl === null ? [] : [leave];
  const { isSubmitted, isDocumentMissing } = factsOf(account);
  if (!isSubmitted) return [complete, completeClosed, submitIncomplete, ...leaving];
  return [...(isDocumentMissing ? [provide] : []), bank, bankClosed, ...leaving];
}

interface BankChoice {
  readonly context: Context;
  readonly account: Account;
  readonly currency: string;
}

function useBank({ context, account, currency }: BankChoice, isClosed: boolean): void {
  checkCurrency(currency);
  changeBank(context, account, { currency, isClosed });
}

function tooLate({ refreshUrl }: Link): PageAnswer {
  if (refreshUrl !== null) return redirect(refreshUrl);
  return message(410, "This link was used before, or has expired. Ask for a new one.");
}

function accountPage(context: Context, link: Link, account: Account): PageAnswer {
  const rows = [
    ["Account", account.id],
    ["E-mail", account.email ?? "–"],
    ["Country", account.country],
    ["Details", account.details_submitted ? "submitted" : "not submitted"],
    ["Transfers", account.capabilities.transfers ?? "not requested"],
    ["Payouts", account.payouts_enabled ? "enabled" : "disabled"],
    ["Still due", account.requirements.currently_due.join(", ") || "nothing"],
    ...account.external_accounts.data.map(({ bank_name, currency, last4, status }) => [
      `Bank account, ${currency}`,
      `${bank_name} ••••${last4} (${status})`,
    ]),
    ...context.world.store
      .of(account.id)
      .balances()
      .map(({ amount, currency }) => ["Balance", moneyText(amount, currency)]),
  ];
  const table = rows.map(([name = "", value = ""]) => `<tr><th>${escapeHtml(name)}<td>${escapeHtml(value)}`).join("\n");
  const actions = actionsFor(link, account);
  const bankForm = form(
    actions.filter(({ isAboutBank }) => isAboutBank),
    `<label>Currency <input name="currency" size="4" maxlength="3" value="${escapeHtml(account.default_currency)}"></label>`,
  );
  const otherForm = form(
    actions.filter(({ isAboutBank }) => !isAboutBank),
    "",
  );
  const title = link.purpose === "onboarding" ? "Get paid by Stripe (sandbox)" : "Your Stripe account (sandbox)";
  return page(200, title, `<h1>${title}</h1>\n<table>${table}</table>\n${bankForm}${otherForm}`);
}

function form(actions: readonly Action[], fields: string): string {
  if (actions.length === 0) return "";
  const buttons = actions.map(({ name, label }) => `<button name="action" value="${name}">${label}</button>`);
  return `<form method="post">\n${[fields, ...buttons].join("\n")}\n</form>\n`;
}

function message(status: number, text: string): PageAnswer {
  return page(status, "Stripe (sandbox)", `<p>${escapeHtml(text)}</p>`);
}
