import { Booking, Quote } from "@roost/contract";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { expectInvariants } from "../../../../test/expectations.ts";
import { disputeState, providerState, tell, tellDispute, tellRefund } from "../../../../test/provider-state.ts";
import { daysAhead, type Rig, startRig } from "../../../../test/rig.ts";
import { command, type UserActor } from "../../../platform/action.ts";
import { AppError } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { onlySystem } from "../../../platform/policies.ts";
import { createBooking, quoteStay } from "../../bookings/index.ts";
import { positionClaim } from "../books/verify/position-claim.ts";
import { earnPayment } from "../earn-payment.ts";
import { spreadOverLines } from "../payment-lines.ts";
import { claimedBack, requestRefund, tooMuch } from "../refunds/request-refund.ts";
import { retryRefund } from "../refunds/retry-refund.ts";
import { factsOf, lockPayment } from "../store.ts";
import { refuseWhileDisputed } from "./refuse-while-disputed.ts";

let rig: Rig;
let guest: UserActor;
const system = { kind: "system" } as const;
beforeAll(async () => {
  rig = await startRig();
  guest = await rig.addUser();
});
afterAll(() => rig.close());

/** What a refund begins with, without the provider, which the test is itself. */
const ask = command({
  name: "payments.testAsk",
  summary: "Asks for a refund.",
  input: z.object({ reference: z.string(), amount: z.int() }),
  output: z.object({ refundId: z.string() }),
  may: onlySystem,
  async run(scope, { reference, amount }) {
    const payment = await lockPayment(scope, reference);
    if (!payment) throw new AppError("not_found");
    await refuseWhileDisputed(scope.sql, payment.id);
    if (amount > payment.captured_minor - payment.refunding_minor - payment.disputed_minor) throw tooMuch(payment);
    const back = await claimedBack(scope, payment.id);
    const parts = spreadOverLines(factsOf(payment).lines, back, { amount, currency: payment.currency });
    return requestRefund(scope, payment, { parts, reason: "goodwill", requestedBy: null });
  },
});

const earn = command({
  name: "payments.testEarn",
  summary: "Earns a payment.",
  input: z.object({ reference: z.string() }),
  output: z.object({}),
  may: onlySystem,
  async run(scope, { reference }) {
    await earnPayment(scope, reference);
    return {};
  },
});

type Status = Parameters<typeof disputeState>[1];
const lives: readonly (readonly Status[])[] = [
  ["needs_response", "under_review", "won"],
  ["needs_response", "lost"],
  ["inquiry", "needs_response", "under_review", "lost"],
  ["inquiry", "needs_response", "won"],
  ["inquiry", "closed"],
  ["lost"],
];

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("ask"), permille: fc.integer({ min: 1, max: 1000 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("answer"), at: fc.nat(5), isGood: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("retry"), at: fc.nat(5) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("dispute"), at: fc.nat(1), state: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("by hand"), permille: fc.integer({ min: 1, max: 1000 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("earn") }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("pay out") }) },
);
const dispute = fc.record({ life: fc.constantFrom(...lives), permille: fc.integer({ min: 1, max: 1000 }) });

interface RefundRow {
  readonly id: string;
  readonly amount_minor: number;
  readonly status: string;
  readonly provider_ref: string | null;
  readonly attempts: number;
}

const refundsOf = (paymentId: string) =>
  rig.sql.all<RefundRow>("test_refunds", "select * from refund where payment_id = $1 order by id", [paymentId]);

const accountsOf = (reference: string) =>
  rig.sql.all<{ account: string; sum: number }>(
    "test_accounts",
    `select e.account, sum(e.amount_minor)::bigint as sum from ledger_entry e
     join ledger_transaction t on t.id = e.transaction_id where t.reference = $1 group by 1`,
    [reference],
  );

/** Refusals are answers; anything else that is thrown is a fault. */
async function tolerant(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    const isRefusal = error instanceof AppError && ["refund.too_much", "payment.disputed"].includes(error.code);
    if (!isRefusal) throw error;
  }
}

/** What a refund came to at the provider; each try has a name of its own there. */
async function answer(booking: Booking, at: number, isGood: boolean): Promise<void> {
  const refunds = (await refundsOf(booking.paymentId)).filter(({ status }) => status !== "cancelled");
  const refund = refunds[at % Math.max(refunds.length, 1)];
  if (!refund || refund.status === "failed") return;
  await tellRefund(rig, {
    ...{
      refundRef: refund.provider_ref ?? `re_${refund.id}_${refund.attempts}`,
      refundId: refund.id,
      providerRef: `pi_${booking.id}`,
    },
    ...{ chargeRef: null, status: isGood ? "succeeded" : "failed", amountMinor: refund.amount_minor },
    ...{ currency: "NOK", failureCode: isGood ? null : "charge_disputed" },
  });
}

async function retry(booking: Booking, at: number): Promise<void> {
  const failed = (await refundsOf(booking.paymentId)).filter(({ status }) => status === "failed");
  const refund = failed[at % Math.max(failed.length, 1)];
  if (!refund) return;
  await rig.sql.run("test_make_due", "update refund set next_try_at = now() where id = $1", [refund.id]);
  await rig.call(retryRefund, { refundId: refund.id }, system);
}

/** Somebody gave money back at the provider itself, of what is left there: banks take what they like. */
async function byHand(booking: Booking, amount: number): Promise<void> {
  const refunds = await refundsOf(booking.paymentId);
  const claimed = refunds.reduce((sum, one) => (one.status === "cancelled" ? sum : sum + one.amount_minor), 0);
  const amountMinor = Math.min(amount, booking.total.amount - claimed);
  if (amountMinor <= 0) return;
  await tellRefund(rig, {
    ...{ refundRef: `re_${newId()}`, refundId: null, providerRef: `pi_${booking.id}`, chargeRef: null },
    ...{ status: "succeeded", amountMinor, currency: "NOK", failureCode: null },
  });
}

/** What the payouts write when the host is paid, all of it by what he owed: nothing moves in the ledger. */
const payOut = (booking: Booking) =>
  rig.sql.run(
    "test_pay_out",
    `insert into payout (id, payee_id, reference, purpose, status, currency, amount_minor, netted_minor, due_at, created_at, paid_at)
     values ($1, $2, $3, 'stay', 'paid', 'NOK', 0, 0, now(), now(), now())
     on conflict (reference, purpose) do update set status = 'paid', amount_minor = 0, netted_minor = 0, paid_at = now()`,
    [newId(), booking.hostId, booking.id],
  );

test("any order of refunds, their failures and disputes: balanced books, and never more back than came in", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 3, maxLength: 14 }),
      fc.array(dispute, { minLength: 1, maxLength: 2 }),
      async (steps, disputes) => {
        const stay = { listingId: await rig.addHome(), checkIn: daysAhead(20), checkOut: daysAhead(22) };
        const quote = Quote.parse(await rig.call(quoteStay, { ...stay, guests: { adults: 1 } }));
        const booking = Booking.parse(await rig.call(createBooking, { quoteId: quote.id }, guest));
        await tell(rig, providerState(booking, "captured"));
        const reference = booking.id;
        const amountOf = (permille: number) => Math.max(1, Math.floor((booking.total.amount * permille) / 1000));
        const tellOf = (at: number, state: number) => {
          const { life, permille } = disputes[at % disputes.length] ?? { life: ["lost"] as const, permille: 1 };
          const status = life[state % life.length] ?? "lost";
          const disputeRef = `du_${reference}_${at % disputes.length}`;
          return tellDispute(rig, disputeState(booking, status, { disputeRef, amountMinor: amountOf(permille) }));
        };
        for (const one of steps) {
          if (one.kind === "ask") await tolerant(rig.call(ask, { reference, amount: amountOf(one.permille) }, system));
          if (one.kind === "answer") await answer(booking, one.at, one.isGood);
          if (one.kind === "retry") await retry(booking, one.at);
          if (one.kind === "dispute") await tellOf(one.at, one.state);
          if (one.kind === "by hand") await byHand(booking, amountOf(one.permille));
          if (one.kind === "pay out") {
            await rig.call(earn, { reference }, system);
            await payOut(booking);
          }
          if (one.kind === "earn") await rig.call(earn, { reference }, system);
        }
        // In the end everybody tells how it ended.
        for (const [at, { life }] of disputes.entries()) await tellOf(at, life.length - 1);
        await expectInvariants(rig);
        expect(await positionClaim.check(rig.sql)).toEqual([]);
        const sums = new Map((await accountsOf(reference)).map(({ account, sum }) => [account, sum]));
        expect(sums.get("dispute_reserve") ?? 0).toBe(0);
        expect(sums.get("platform_loss") ?? 0).toBeGreaterThanOrEqual(0);
        expect([...sums.values()].reduce((total, sum) => total + sum, 0)).toBe(0);
      },
    ),
    // What one run leaves the next ones see, so a smaller one would say nothing.
    { numRuns: 40, endOnFailure: true },
  );
}, 120_000);
