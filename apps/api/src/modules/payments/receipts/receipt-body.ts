import {
  Country,
  Guests,
  Instant,
  LocalDate,
  Money,
  PaymentMethod,
  ReceiptExchange,
  ReceiptLine,
} from "@roost/contract";
import { z } from "zod";
import type { Scope } from "../../../platform/action.ts";
import { assertThere } from "../../../platform/assert-found.ts";
import { findUser } from "../../users/index.ts";
import { PaymentLine } from "../payment-lines.ts";
import type { PaymentRow } from "../store.ts";
import { type PaidFor, paidForPort } from "./paid-for-port.ts";

const Name = z.object({ firstName: z.string(), lastName: z.string() });

/** All that a receipt shows and that must never change once it has its number. */
export const ReceiptBody = z.object({
  guest: Name,
  host: Name,
  home: z.object({ title: z.string(), city: z.string(), country: Country }),
  checkIn: LocalDate,
  checkOut: LocalDate,
  guests: Guests,
  lines: z.array(ReceiptLine),
  total: Money,
  exchange: ReceiptExchange.nullable(),
  method: PaymentMethod.nullable(),
  paidAt: Instant,
});
export type ReceiptBody = z.output<typeof ReceiptBody>;

/** A captured payment's receipt, from how things are now. */
export async function composeReceipt(scope: Pick<Scope, "house" | "sql">, payment: PaymentRow): Promise<ReceiptBody> {
  const { sql } = scope;
  const [paidFor, guest, host, captured] = await Promise.all([
    paidForPort.from(scope)(sql, payment.reference),
    findUser(sql, payment.payer_id),
    findUser(sql, payment.payee_id),
    sql.one<{ at: string }>("receipt_paid_at", "select at from ledger_transaction where business_key = $1", [
      `capture:${payment.id}`,
    ]),
  ]);
  if (!paidFor || !guest || !host || !captured)
    throw new Error(`payment ${payment.id} has nothing to make a receipt of`);
  const { listingTitle: title, city, country, checkIn, checkOut, guests, presentment } = paidFor;
  const { rate, source, at } = presentment;
  return ReceiptBody.parse({
    ...{ guest, host, home: { title, city, country }, checkIn, checkOut, guests },
    lines: linesOf(payment, paidFor),
    total: { amount: payment.captured_minor, currency: payment.currency },
    exchange: source === "same" ? null : { currency: payment.settle_currency, rate, source, at },
    method: payment.method,
    paidAt: captured.at,
  });
}

const linesOf = (payment: PaymentRow, { lineItems }: PaidFor): z.input<typeof ReceiptLine>[] =>
  PaymentLine.array()
    .parse(payment.lines)
    .map(({ line, payer, payee, amountMinor, settleMinor }) => {
      const item = lineItems[line];
      assertThere(item, `payment ${payment.id} has a line ${line}, and what it is for has none`);
      const { kind, quantity, unit, discount, name, rule, version } = item;
      const price = { amount: settleMinor, currency: payment.settle_currency };
      const amount = { amount: amountMinor, currency: payment.currency };
      return { line, kind, quantity, unit, discount, name, price, amount, payer, payee, rule, version };
    });
