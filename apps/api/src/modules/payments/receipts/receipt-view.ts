import type { Money, Receipt, ReceiptChargeback, ReceiptLine, ReceiptRefund } from "@roost/contract";
import { type GoneBack, sharesOf } from "../payment-lines.ts";
import { factsOf, type PaymentRow } from "../store.ts";
import type { ReceiptBody } from "./receipt-body.ts";

export interface ReceiptFacts {
  readonly payment: PaymentRow;
  readonly body: ReceiptBody;
  readonly number: string | null;
  readonly issuedAt: string | null;
  readonly refunds: readonly ReceiptRefund[];
  /** Those that were lost. */
  readonly chargebacks: readonly ReceiptChargeback[];
  /** How much of each line has gone back. */
  readonly goneBack: GoneBack;
  /** Of that, what was the host's and is borne by us: he had been paid when a chargeback was lost. */
  readonly absorbedMinor: number;
}

/** What somebody sees of a receipt. */
export function receiptFor(audience: Receipt["audience"], facts: ReceiptFacts): Receipt {
  const { payment, body, number, issuedAt, refunds, chargebacks } = facts;
  const { guest, host, lines, total, method, ...stay } = body;
  const isGuest = audience === "guest";
  const refunded = payment.refunded_minor;
  const chargedBack = chargebacks.reduce((total, { amount }) => total + amount.amount, 0);
  return {
    ...stay,
    ...{ paymentId: payment.id, bookingId: payment.reference, number, issuedAt, audience, status: payment.status },
    guest: `${guest.firstName} ${guest.lastName}`,
    host: isGuest ? host.firstName : `${host.firstName} ${host.lastName}`,
    lines: lines.filter(isFor[audience]),
    total,
    taxes: { ...total, amount: sum(lines, ({ payee, amount }) => (payee === "tax" ? amount.amount : 0)) },
    method: audience === "host" ? null : method,
    refunds: [...refunds],
    refunded: { ...total, amount: refunded },
    chargebacks: [...chargebacks],
    chargedBack: { ...total, amount: chargedBack },
    remaining: { ...total, amount: total.amount - refunded - chargedBack },
    earnings: isGuest ? null : earningsOf(facts),
  };
}

const isFor: Readonly<Record<Receipt["audience"], (line: ReceiptLine) => boolean>> = {
  guest: ({ payer }) => payer === "guest",
  host: ({ payer, payee }) => payer === "host" || payee === "host",
  operator: () => true,
};

function earningsOf({
  payment,
  body: { lines },
  goneBack,
  absorbedMinor,
}: ReceiptFacts): NonNullable<Receipt["earnings"]> {
  const { lines: paid, settleCurrency: currency } = factsOf(payment);
  const money = (amount: number): Money => ({ amount, currency });
  const gross = sum(lines, ({ payer, payee, price }) => (payer === "guest" && payee === "host" ? price.amount : 0));
  const net = sharesOf(paid, goneBack, currency).payeeMinor + absorbedMinor;
  const whole = sharesOf(paid, new Map(), currency).payeeMinor;
  return { gross: money(gross), fee: money(gross - whole), refunded: money(whole - net), net: money(net) };
}

const sum = (lines: readonly ReceiptLine[], of: (line: ReceiptLine) => number): number =>
  lines.reduce((total, line) => total + of(line), 0);
