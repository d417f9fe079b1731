import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { startTestApp, type TestApp, until } from "../../../../test/app.ts";
import { expectInvariants, quiet } from "../../../../test/expectations.ts";
import { advance, home, type Person, person, stay } from "../../../../test/factories.ts";
import { mailAbout } from "../../../../test/mails.ts";
import { accountIs, onboard, owedTo, paidStay, payoutIs, payoutOf } from "../../../../test/payouts.ts";
import { countProviderEvents, stripeOf } from "../../../../test/provider.ts";

// What operators do by hand at the provider, beside what Roost does.

let app: TestApp;
let guest: Person;
let operator: Person;
let host: Person;
let elapsed = 0;
beforeAll(async () => {
  app = await startTestApp();
  [guest, operator] = await Promise.all([person(app), person(app, "admin")]);
});
beforeEach(async () => {
  host = await person(app, "host");
});
afterEach(async () => {
  await settled();
  await expectInvariants(app);
});
afterAll(() => app.close());

const nok = (amount: number) => ({ amount, currency: "NOK" as const });
const share = 339_500;
const settled = () => quiet(app, () => countProviderEvents(app));

/** A stay whose payout lies in the host's account, since his bank refused it. */
async function refused() {
  await onboard(app, host, { button: "complete_closed" });
  await accountIs(app, host, "enabled");
  const listing = await home(app, host);
  const { id: bookingId, paymentId } = await paidStay(app, guest, { listing, dates: stay(elapsed + 2) });
  elapsed += 6;
  await advance(app, "P6D");
  await payoutIs(app, host, { bookingId, status: "failed" });
  const [transfer] = (await stripeOf(app).transfers.list({ transfer_group: bookingId })).data;
  const { providerRef } = await app.client(guest.token).payments.get.query({ paymentId });
  return { bookingId, transferRef: transfer?.id ?? "", intent: providerRef ?? "" };
}
const isBack = (bookingId: string, amount: number) =>
  until(`${amount} to be back`, async () =>
    (await payoutOf(app, host, bookingId)).reversed.amount === amount ? true : undefined,
  );
const adjustmentOf = (bookingId: string) => payoutOf(app, host, bookingId, "adjustment");

test("what was fetched back by hand is owed again: an operator holds it, and lets it go", async () => {
  const { bookingId, transferRef } = await refused();
  const reversal = await stripeOf(app).transfers.createReversal(transferRef, { amount: share });
  expect(reversal.amount).toBe(share);
  await payoutIs(app, host, { bookingId, status: "reversed" });
  const held = await adjustmentOf(bookingId);
  expect(held).toMatchObject({ status: "blocked", blocks: ["operator"], amount: null, holdReason: null });
  await mailAbout(app, host.email, "payout waits");
  const wish = { payoutId: held.id };
  await expect(app.client(host.token).admin.payoutRelease.mutate(wish)).rejects.toMatchObject({
    code: "permission.denied",
  });
  await onboard(app, host, { button: "bank" });
  // Nothing lies there that the old bank account refused: the new one waits its 72 hours.
  await until("the account to be held", async () => {
    const { account } = await app.client(host.token).payments.payoutAccount.query({});
    return account?.status === "enabled" ? (account.heldUntil ?? undefined) : undefined;
  });
  await app.client(operator.token).admin.payoutRelease.mutate(wish);
  elapsed += 4;
  await advance(app, "P4D");
  const paid = await until("the adjustment to be paid", async () => {
    const adjustment = await adjustmentOf(bookingId);
    return adjustment.status === "paid" ? adjustment : undefined;
  });
  expect(paid).toMatchObject({ amount: nok(share), netted: nok(0), transferred: nok(share) });
  expect(await owedTo(app, host)).toBe(0);
});

test("given back and fetched back by hand, nothing is fetched twice, and nothing is left to pay", async () => {
  const { bookingId, transferRef, intent } = await refused();
  const stripe = stripeOf(app);
  await stripe.transfers.createReversal(transferRef, { amount: 50_000 });
  await isBack(bookingId, 50_000);
  expect((await adjustmentOf(bookingId)).status).toBe("blocked");
  await stripe.refunds.create({ payment_intent: intent, amount: 199_500 });
  // Half of what was paid: half of his share is too much, of which 50,000 is here.
  await isBack(bookingId, share / 2);
  await settled();
  expect(await owedTo(app, host)).toBe(0);
  elapsed += 1;
  await advance(app, "P1D");
  await until("the adjustment to be given up", async () =>
    (await adjustmentOf(bookingId)).status === "cancelled" ? true : undefined,
  );
});

test("what is fetched back by hand beyond what was given back is owed, and no more", async () => {
  const { bookingId, transferRef, intent } = await refused();
  const stripe = stripeOf(app);
  await stripe.refunds.create({ payment_intent: intent, amount: 199_500 });
  await isBack(bookingId, share / 2);
  await expect(adjustmentOf(bookingId)).rejects.toThrow("there is no payout");
  await stripe.transfers.createReversal(transferRef, { amount: 10_000 });
  await isBack(bookingId, share / 2 + 10_000);
  const { id: payoutId, status } = await adjustmentOf(bookingId);
  expect([status, await owedTo(app, host)]).toEqual(["blocked", 10_000]);
  await app.client(operator.token).admin.payoutRelease.mutate({ payoutId });
  await onboard(app, host, { button: "bank" });
  await until("the adjustment to be paid", async () => {
    const { status: now, transferred } = await adjustmentOf(bookingId);
    return now === "paid" && transferred.amount === 10_000 ? true : undefined;
  });
  expect(await owedTo(app, host)).toBe(0);
});
