import { describeGuests, formatDate, type Receipt } from "@roost/contract";
import { Html, html } from "../../../platform/html.ts";
import { receiptStyle } from "./receipt-style.ts";
import { chargebacksTable, earningsTable, paidTable, refundsTable } from "./receipt-tables.ts";
import { describeMethod, formatInstant, placeOf } from "./receipt-words.ts";

/** A receipt as a page to read and to print: no script, nothing from elsewhere, people's text inert. */
export const receiptPage = (receipt: Receipt): string => {
  const title = `Receipt ${receipt.number ?? ""}`.trim();
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · Roost</title>
<style>${new Html(receiptStyle)}</style>
</head>
<body>
<main>
${head(receipt)}
<dl class="facts">${stay(receipt)}</dl>
${receipt.audience === "host" ? "" : paidTable(receipt)}
${receipt.earnings === null ? "" : earningsTable(receipt, receipt.earnings)}
${receipt.refunds.length === 0 ? "" : refundsTable(receipt)}
${receipt.chargebacks.length === 0 ? "" : chargebacksTable(receipt)}
${foot(receipt)}
</main>
</body>
</html>
`.markup;
};

const head = ({ number, issuedAt, paidAt }: Receipt): Html => html`<header>
<div><div class="brand">Roost</div><h1>Receipt</h1></div>
<dl><dt>Number</dt><dd class="number">${number ?? "follows in a moment"}</dd>
<dt>${issuedAt === null ? "Paid" : "Issued"}</dt><dd>${formatInstant(issuedAt ?? paidAt)}</dd></dl>
</header>`;

const stay = ({ guest, host, home, checkIn, checkOut, guests }: Receipt): Html[] =>
  [
    ["Guest", guest],
    ["Host", host],
    ["Home", home.title],
    ["Place", placeOf(home)],
    ["Check-in", formatDate(checkIn)],
    ["Check-out", formatDate(checkOut)],
    ["Guests", describeGuests(guests)],
  ].map(([label = "", value = ""]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`);

const foot = ({ bookingId, paymentId, exchange, method, paidAt, total }: Receipt): Html => html`<footer>
<p>Paid ${formatInstant(paidAt)}${method === null ? "" : ` with ${describeMethod(method)}`}.</p>
${exchange === null ? "" : html`<p>1 ${exchange.currency} = ${exchange.rate} ${total.currency}, as of ${formatInstant(exchange.at)}.</p>`}
<p>Booking ${bookingId}</p>
<p>Payment ${paymentId}</p>
</footer>`;
