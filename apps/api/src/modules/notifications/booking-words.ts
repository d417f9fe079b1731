import {
  describeGuests,
  describeLine,
  formatDate,
  formatMoney,
  type LineItem,
  lineTitles,
  type Money,
} from "@roost/contract";
import type { Row } from "./blocks.ts";
import type { BookingFacts } from "./ports.ts";

/** Home, place, dates and people, as every mail about a booking shows them. */
export const stayRows = (booking: BookingFacts): Row[] => [
  ["Home", booking.listingTitle],
  ["Place", `${booking.city}, ${regionNames.of(booking.country) ?? booking.country}`],
  ["Check-in", formatDate(booking.checkIn)],
  ["Check-out", formatDate(booking.checkOut)],
  ["Guests", describeGuests(booking.guests)],
];

/** What the guest pays, line by line, the total, and what that is in the currency that he pays in. */
export const priceRows = ({ lineItems, total, presentment }: BookingFacts): Row[] => [
  ...lineItems.filter((line) => line.payer === "guest").map(rowOf),
  ["Total", formatMoney(total)],
  ...(presentment.source === "same" ? [] : [paidRow(total, presentment)]),
];

const paidRow = (total: Money, { rate, currency, total: paid }: BookingFacts["presentment"]): Row => [
  "You pay",
  `${formatMoney(paid)} (1 ${total.currency} = ${rate} ${currency})`,
];

/** What goes back, line by line. */
export const refundRows = (lines: readonly { readonly kind: string; readonly amount: Money }[]): Row[] =>
  lines.map(({ kind, amount }) => [titles.get(kind) ?? kind, formatMoney(amount)]);

/** What the host gets, line by line, what is taken from it, and what remains. */
export const earningRows = (booking: BookingFacts): Row[] => [
  ...booking.lineItems.filter((line) => line.payee === "host").map(rowOf),
  ...booking.lineItems.filter((line) => line.payer === "host").map((line) => rowOf({ ...line, amount: minus(line) })),
  ["You earn", formatMoney(hostEarns(booking))],
];

/** The lines paid to the host less the lines that he pays. */
export function hostEarns({ lineItems, total }: Pick<BookingFacts, "lineItems" | "total">): Money {
  const sum = (lines: readonly LineItem[]) => lines.reduce((soFar, line) => soFar + line.amount.amount, 0);
  const earned = sum(lineItems.filter((line) => line.payee === "host"));
  return { amount: earned - sum(lineItems.filter((line) => line.payer === "host")), currency: total.currency };
}

/** An instant, in the one zone that everybody can convert from. */
export const formatInstant = (instant: string): string =>
  Temporal.Instant.from(instant).toZonedDateTimeISO("UTC").toLocaleString("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  });

const rowOf = (line: LineItem): Row => [describeLine(line), formatMoney(line.amount)];

const titles: ReadonlyMap<string, string> = new Map(Object.entries(lineTitles));

const minus = ({ amount }: LineItem): Money => ({ ...amount, amount: -amount.amount });

const regionNames = new Intl.DisplayNames(["en"], { type: "region", fallback: "code" });
