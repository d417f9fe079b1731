import { type CurrencyCode, granularityOf, Refund, RefundPaymentInput } from "@roost/contract";
import type { z } from "zod";
import { type Actor, providerCommand } from "../../../platform/action.ts";
import { assertFound } from "../../../platform/assert-found.ts";
import { AppError } from "../../../platform/errors.ts";
import { isAdmin, personOf } from "../../../platform/policies.ts";
import { refuseWhileDisputed } from "../chargebacks/refuse-while-disputed.ts";
import { addUp, type GoneBack, type LinePart, leftOf, type PaymentLine, spreadOverLines } from "../payment-lines.ts";
import { factsOf, findPayment, lockPayment, type PaymentRow } from "../store.ts";
import { refundWork } from "./refund-work.ts";
import { refuseAfterPayout } from "./refuse-after-payout.ts";
import { claimedBack, requestRefund, tooMuch } from "./request-refund.ts";

export const refundPayment = providerCommand({
  name: "payments.refund",
  summary: "Give money of a payment back: all that is left, an amount, or parts of single lines.",
  input: RefundPaymentInput,
  output: Refund,
  async load(scope, { paymentId }) {
    const payment = await findPayment(scope.sql, paymentId);
    return payment && lockPayment(scope, payment.reference);
  },
  may(actor, payment) {
    if (actor === null) return "sign-in";
    if (!payment || actor.kind !== "user") return "hidden";
    if (payment.payee_id === actor.userId || isAdmin(actor)) return true;
    return payment.payer_id === actor.userId ? "forbidden" : "hidden";
  },
  async begin(scope, input, payment) {
    assertFound(payment);
    if (payment.captured_minor === 0) {
      throw new AppError("payment.state", {
        detail: "Nothing has been captured.",
        details: { status: payment.status },
      });
    }
    await refuseWhileDisputed(scope.sql, payment.id);
    if (!isAdmin(scope.actor)) await refuseAfterPayout(scope, payment);
    const parts = partsOf(input, { payment, back: await claimedBack(scope, payment.id), actor: scope.actor });
    const { reason, note } = input;
    return requestRefund(scope, payment, { parts, reason, note, requestedBy: personOf(scope.actor).userId });
  },
  work: refundWork,
});

interface Left {
  readonly payment: PaymentRow;
  readonly back: GoneBack;
  readonly actor: Actor | null;
}

function partsOf(input: z.output<typeof RefundPaymentInput>, { payment, back, actor }: Left): LinePart[] {
  const { currency } = payment;
  const lines = factsOf(payment).lines.filter((line) => line.payer === "guest" && mayGive(line, actor));
  if (input.amount && input.lines) throw invalid("/lines", "one_of", "Give an amount or lines, not both.");
  const left = lines.reduce((sum, line) => sum + leftOf(line, back), 0);
  if (input.lines) return chosenParts(input.lines, { lines, back, payment });
  const amount = input.amount?.amount ?? left;
  if (input.amount) refuseUnlessMovable(input.amount, currency, "/amount");
  if (amount > left || amount === 0) throw tooMuch(payment, left);
  return spreadOverLines(lines, back, { amount, currency });
}

/** A host gives back what was his; our fee, and a tax that is owed to an authority, are for operators to give. */
const mayGive = (line: PaymentLine, actor: Actor | null) => line.payee === "host" || isAdmin(actor);

interface Choice {
  readonly lines: readonly PaymentLine[];
  readonly back: GoneBack;
  readonly payment: PaymentRow;
}

function chosenParts(
  chosen: NonNullable<z.output<typeof RefundPaymentInput>["lines"]>,
  { lines, back, payment }: Choice,
): LinePart[] {
  const { currency } = payment;
  const parts = chosen.map(({ line, amount }, index) => {
    const pointer = `/lines/${index}`;
    if (!lines.some((known) => known.line === line)) {
      throw invalid(`${pointer}/line`, "unknown_line", "There is no such line that you can give back.");
    }
    refuseUnlessMovable(amount, currency, `${pointer}/amount`);
    return { line, amountMinor: amount.amount };
  });
  const wanted = addUp(parts);
  const left = lines.reduce((sum, line) => sum + leftOf(line, back), 0);
  if (lines.some((line) => (wanted.get(line.line) ?? 0) > leftOf(line, back))) throw tooMuch(payment, left);
  return [...wanted].map(([line, amountMinor]) => ({ line, amountMinor }));
}

function refuseUnlessMovable(
  money: { amount: number; currency: CurrencyCode },
  currency: CurrencyCode,
  pointer: string,
): void {
  if (money.currency !== currency) {
    throw invalid(`${pointer}/currency`, "currency", `The payment was made in ${currency}.`);
  }
  const step = granularityOf(currency);
  if (money.amount % step !== 0) {
    throw invalid(`${pointer}/amount`, "multiple_of", `Amounts of ${currency} are multiples of ${step}.`);
  }
}

const invalid = (pointer: string, code: string, detail: string) =>
  new AppError("refund.invalid", { detail, issues: [{ pointer, code, detail }] });
