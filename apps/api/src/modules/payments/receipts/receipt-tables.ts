import { formatMoney, lineTitles, type Money, type Receipt, type ReceiptLine } from "@roost/contract";
import { type Html, html } from "../../../platform/html.ts";
import { formatInstant, reasons, refundStates } from "./receipt-words.ts";

/** What the guest paid, line by line; with the home's own prices beside it where they are in another currency. */
export function paidTable(receipt: Receipt): Html {
  const { lines, exchange, total, taxes, refunded, chargedBack, remaining } = receipt;
  const paid = lines.filter(({ payer }) => payer === "guest");
  const columns = exchange === null ? "1" : "2";
  const head = exchange === null ? "" : html`<th scope="col">Price</th>`;
  const row = (line: ReceiptLine) => html`<tr><td>${line.name ?? lineTitles[line.kind]}${small(line)}</td>
${exchange === null ? "" : cell(line.price)}${cell(line.amount)}</tr>`;
  const sum = (label: string, money: Money) =>
    html`<tr><th scope="row" colspan="${columns}">${label}</th>${cell(money)}</tr>`;
  return html`<h2>Paid</h2>
<table><thead><tr><th scope="col">For</th>${head}<th scope="col">Amount</th></tr></thead>
<tbody>${paid.map(row)}</tbody>
<tfoot><tr class="sum"><th scope="row" colspan="${columns}">Total</th>${cell(total)}</tr>
${taxes.amount === 0 ? "" : sum("of which taxes", taxes)}
${refunded.amount === 0 ? "" : sum("Given back", minus(refunded))}
${chargedBack.amount === 0 ? "" : sum("Taken back by the card's bank", minus(chargedBack))}
${remaining.amount === total.amount ? "" : sum("Remaining", remaining)}</tfoot></table>`;
}

/** What the host gets: his lines, what is taken from them, and what remains. */
export function earningsTable(
  { lines, chargebacks }: Receipt,
  { fee, refunded, net }: NonNullable<Receipt["earnings"]>,
): Html {
  const his = lines.filter(({ payer, payee }) => payer === "guest" && payee === "host");
  const fees = lines.filter(({ payer }) => payer === "host");
  const row = (line: ReceiptLine) => html`<tr><td>${line.name ?? lineTitles[line.kind]}${small(line)}</td>
${cell(line.payer === "host" ? minus(line.price) : line.price)}</tr>`;
  const taken = fees.length === 0 && fee.amount > 0 ? html`<tr><td>Fees</td>${cell(minus(fee))}</tr>` : "";
  const why = chargebacks.length === 0 ? "Refunds" : "Refunds and chargebacks";
  const back = refunded.amount === 0 ? "" : html`<tr><td>${why}</td>${cell(minus(refunded))}</tr>`;
  return html`<h2>The host's earnings</h2>
<table><thead><tr><th scope="col">For</th><th scope="col">Amount</th></tr></thead>
<tbody>${his.map(row)}${fees.map(row)}${taken}${back}</tbody>
<tfoot><tr class="sum"><th scope="row">Earned</th>${cell(net)}</tr></tfoot></table>`;
}

/** Every refund with its credit note. */
export const refundsTable = ({ refunds }: Receipt): Html => html`<h2>Refunds</h2>
<table><thead><tr><th scope="col">Credit note</th><th scope="col" class="text">Why</th><th scope="col">Amount</th></tr></thead>
<tbody>${refunds.map(
  ({ number, issuedAt, createdAt, reason, note, status, amount }) => html`<tr>
<td>${number ?? (refundStates[status] || "follows in a moment")}<small>${formatInstant(issuedAt ?? createdAt)}</small></td>
<td class="text">${reasons[reason]}${note === null ? "" : html`<small>${note}</small>`}${state(number, status)}</td>
${cell(amount)}</tr>`,
)}</tbody></table>`;

/** What the bank of the guest's card took back for him. */
export const chargebacksTable = ({ chargebacks }: Receipt): Html => html`<h2>Taken back by the card's bank</h2>
<table><thead><tr><th scope="col">When</th><th scope="col">Amount</th></tr></thead>
<tbody>${chargebacks.map(({ at, amount }) => html`<tr><td>${formatInstant(at)}</td>${cell(amount)}</tr>`)}</tbody></table>`;

/** A refund that came back from the bank keeps its credit note, and is on its way again. */
const state = (number: string | null, status: Receipt["refunds"][number]["status"]): Html | string =>
  number === null || status === "succeeded" ? "" : html`<small>${refundStates[status]}</small>`;

const small = ({ quantity, unit, discount, rule, version }: ReceiptLine): Html =>
  html`<small>${quantity === 1 ? "" : `${quantity} × ${formatMoney(unit)} · `}${discount ? `less ${discount.bps / 100} %, ${discount.rule} · ` : ""}${rule}, version ${String(version)}</small>`;

const cell = (money: Money): Html => html`<td class="amount">${formatMoney(money)}</td>`;

const minus = (money: Money): Money => ({ ...money, amount: -money.amount });
