import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { payoutsAdminRouter } from "../../src/modules/payments/index.ts";
import { releasePayout } from "../../src/modules/payments/payouts/release-payout.ts";
import { AppError } from "../../src/platform/errors.ts";
import { newId } from "../../src/platform/ids.ts";
import { startTestApp, type TestApp, until } from "../app.ts";
import { expectInvariants, quiet } from "../expectations.ts";
import { advance, home, type Person, person, stay } from "../factories.ts";
import { accountIs, onboard, paidStay, payoutIs, payoutOf } from "../payouts.ts";
import { countProviderEvents, stripeOf } from "../provider.ts";

let app: TestApp;
let guest: Person;
let host: Person;
let operator: Person;
let listing: { readonly id: string };

beforeAll(async () => {
  app = await startTestApp();
  [guest, host, operator] = await Promise.all([person(app), person(app, "host"), person(app, "admin")]);
  listing = await home(app, host);
  await onboard(app, host);
  await accountIs(app, host, "enabled");
});
afterEach(async () => {
  await quiet(app, () => countProviderEvents(app));
  await expectInvariants(app);
});
afterAll(() => app.close());

const system = () => ({ actor: { kind: "system" }, requestId: newId() }) as const;
const release = (payoutId: string) => app.app.engine.execute(releasePayout, system(), { payoutId });
const transfersFor = async (bookingId: string) =>
  (await stripeOf(app).transfers.list({ transfer_group: bookingId })).data.map(({ amount }) => amount);
const due = (payoutId: string) =>
  app.app.pool.query("update payout set due_at = roost_now() - interval '1 minute' where id = $1", [payoutId]);

test("sixteen sweeps at once send one transfer, of the whole share", async () => {
  const { id: bookingId } = await paidStay(app, guest, { listing, dates: stay(30) });
  const { id } = await payoutOf(app, host, bookingId);
  await due(id);
  await Promise.all(Array.from({ length: 16 }, () => release(id)));
  await payoutIs(app, host, { bookingId, status: "paid" });
  expect(await transfersFor(bookingId)).toEqual([339_500]);
});

test("a hold and a release at the same moment: it is held and stays, or has gone and cannot be held", async () => {
  const outcomes = new Set<string>();
  for (let round = 0; round < 6; round += 1) {
    const { id: bookingId } = await paidStay(app, guest, { listing, dates: stay(40 + round * 7) });
    const { id: payoutId } = await payoutOf(app, host, bookingId);
    await due(payoutId);
    const hold = async () => {
      const { userId } = operator;
      const roles = ["admin"] as const;
      const actor = { kind: "user", userId, roles, emailVerified: true, sessionId: newId() } as const;
      const call = { actor, requestId: newId(), idempotencyKey: newId() };
      try {
        await app.app.engine.execute(payoutsAdminRouter.payoutHold.action, call, { payoutId, reason: "A race." });
        return "held";
      } catch (error) {
        if (error instanceof AppError && error.code === "payout.state") return "gone";
        throw error;
      }
    };
    const [outcome] = await Promise.all([hold(), release(payoutId)]);
    outcomes.add(outcome);
    await quiet(app, () => countProviderEvents(app));
    const { status } = await payoutIs(app, host, { bookingId, status: outcome === "held" ? "blocked" : "paid" });
    expect([status, await transfersFor(bookingId)]).toEqual(outcome === "held" ? ["blocked", []] : ["paid", [339_500]]);
  }
  expect([...outcomes].every((outcome) => ["held", "gone"].includes(outcome))).toBe(true);
});

test("a refund and a release at the same moment: host and guest together get no more than was paid", async () => {
  for (let round = 0; round < 4; round += 1) {
    const { id: bookingId, paymentId } = await paidStay(app, guest, { listing, dates: stay(100 + round * 7) });
    const { id } = await payoutOf(app, host, bookingId);
    await due(id);
    const refund = app.client(operator.token).payments.refund.mutate({ paymentId, reason: "other" });
    await Promise.all([release(id), refund]);
    await advance(app, "PT10M");
    const ended = await until("the payout to come to rest", async () => {
      const payout = await payoutOf(app, host, bookingId);
      return ["cancelled", "paid", "reversed"].includes(payout.status) ? payout : undefined;
    });
    // What he keeps beyond his share is what he owes: the ledger and the provider agree on it (invariants).
    const [transfer] = (await stripeOf(app).transfers.list({ transfer_group: bookingId })).data;
    expect((transfer?.amount ?? 0) - (transfer?.amount_reversed ?? 0)).toBe(
      ended.transferred.amount - ended.reversed.amount,
    );
  }
});
