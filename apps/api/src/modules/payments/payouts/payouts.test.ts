import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { startTestApp, type TestApp, until } from "../../../../test/app.ts";
import { expectInvariants, quiet } from "../../../../test/expectations.ts";
import { advance, home, type Person, person, stay } from "../../../../test/factories.ts";
import { mailAbout, mailbox } from "../../../../test/mails.ts";
import { accountIs, onboard, owedTo, paidStay, payoutIs, payoutOf } from "../../../../test/payouts.ts";
import { countProviderEvents, stripeOf } from "../../../../test/provider.ts";
import { retryBankPayout } from "./retry-bank-payout.ts";

let app: TestApp;
let guest: Person;
let operator: Person;
let host: Person;
let listing: { readonly id: string };

beforeAll(async () => {
  app = await startTestApp();
  [guest, operator] = await Promise.all([person(app), person(app, "admin")]);
});
beforeEach(async () => {
  host = await person(app, "host");
  listing = await home(app, host);
});
afterEach(async () => {
  await settled();
  await expectInvariants(app);
});
afterAll(() => app.close());

const nok = (amount: number) => ({ amount, currency: "NOK" as const });
/** Of 3,500.00 kr for nights and cleaning, less 3 % for our service. */
const share = 339_500;
const settled = () => quiet(app, () => countProviderEvents(app));
const paid = (inDays = 2) => paidStay(app, guest, { listing, dates: stayFrom(inDays) });
let elapsedDays = 0;
/** Dates that are so many days ahead of the product's own time. */
const stayFrom = (inDays: number) => stay(elapsedDays + inDays);
async function days(count: number): Promise<void> {
  elapsedDays += count;
  await advance(app, `P${count}D`);
}
const accountRefs = async ({ userId }: Person) =>
  (
    await app.app.sql.all<{ ref: string }>(
      "test_account_refs",
      "select provider_ref as ref from payout_account where user_id = $1 order by id",
      [userId],
    )
  ).map(({ ref }) => ref);
const transfersFor = async (bookingId: string) =>
  (await stripeOf(app).transfers.list({ transfer_group: bookingId })).data;
const payoutMails = async ({ email }: Person) =>
  (await mailbox(app, email)).map(({ subject }) => subject).filter((subject) => /payout/i.test(subject));

test("a stay that is over is paid out: into the host's account, and from there to his bank", async () => {
  await onboard(app, host);
  await accountIs(app, host, "enabled");
  const { id: bookingId } = await paid();
  expect(await payoutOf(app, host, bookingId)).toMatchObject({ status: "scheduled", amount: null, blocks: [] });
  await days(6);
  const payout = await payoutIs(app, host, { bookingId, status: "paid" });
  expect(payout).toMatchObject({ amount: nok(share), netted: nok(0), transferred: nok(share), reversed: nok(0) });
  expect(await owedTo(app, host)).toBe(0);
  const [account = ""] = await accountRefs(host);
  const [transfer, ...more] = await transfersFor(bookingId);
  expect([transfer?.amount, transfer?.destination, more]).toEqual([share, account, []]);
  const { data } = await stripeOf(app).payouts.list({}, { stripeAccount: account });
  expect(data.map(({ amount, status }) => [amount, status])).toEqual([[share, "paid"]]);
  const mail = await mailAbout(app, host.email, "payout is on its way");
  expect(mail.text.replaceAll("\u00a0", " ")).toContain("Payout: NOK 3,395.00");
});

test("a host without an account is told once, and paid when he has one", async () => {
  const { id: bookingId } = await paid();
  await days(6);
  expect(await payoutIs(app, host, { bookingId, status: "blocked" })).toMatchObject({ blocks: ["no_account"] });
  await days(1);
  await mailAbout(app, host.email, "payout waits");
  await onboard(app, host, { button: "submit_incomplete" });
  const restricted = await accountIs(app, host, "restricted");
  expect(restricted.requirements).toEqual(["individual.verification.document"]);
  await days(1);
  expect(await payoutOf(app, host, bookingId)).toMatchObject({ blocks: ["account_restricted"] });
  await onboard(app, host, { button: "provide" });
  await payoutIs(app, host, { bookingId, status: "paid" });
  await settled();
  const subjects = await payoutMails(host);
  expect(subjects.filter((subject) => subject.startsWith("Your payout waits"))).toHaveLength(2);
});

test("a bank that refuses is asked again once it is another one, and nothing is transferred twice", async () => {
  await onboard(app, host, { button: "complete_closed" });
  await accountIs(app, host, "enabled");
  const { id: bookingId } = await paid();
  await days(6);
  const failed = await payoutIs(app, host, { bookingId, status: "failed" });
  expect(failed).toMatchObject({ failureCode: "account_closed", transferred: nok(share) });
  await mailAbout(app, host.email, "bank refused");
  expect((await accountIs(app, host, "restricted")).requirements).toEqual(["external_account"]);
  await days(1);
  await payoutIs(app, host, { bookingId, status: "failed" });
  await onboard(app, host, { button: "bank" });
  await payoutIs(app, host, { bookingId, status: "paid" });
  expect((await accountIs(app, host, "enabled")).heldUntil).toBeNull();
  expect(await transfersFor(bookingId)).toHaveLength(1);
  await mailAbout(app, host.email, "account that your payouts go to");
});

test("what goes back after the bank has it is kept of the next payouts", async () => {
  await onboard(app, host);
  await accountIs(app, host, "enabled");
  const first = await paid();
  const second = await paid(8);
  await days(6);
  await payoutIs(app, host, { bookingId: first.id, status: "paid" });
  const part = [{ line: 0, amount: nok(100_000) }];
  const wish = { paymentId: first.paymentId, lines: part, reason: "goodwill" as const };
  // By himself a host gives back what is there still: this would be our money.
  const byHost = app.client(host.token).payments.refund.mutate(wish);
  await expect(byHost).rejects.toMatchObject({ code: "payment.state", details: { payoutStatus: "paid" } });
  await app.client(operator.token).payments.refund.mutate(wish);
  await settled();
  // His part: 100,000 of the nights, less the 3 % of it that was our fee.
  expect(await owedTo(app, host)).toBe(-97_000);
  await days(6);
  expect(await payoutIs(app, host, { bookingId: second.id, status: "paid" })).toMatchObject({
    amount: nok(share),
    netted: nok(97_000),
    transferred: nok(share - 97_000),
  });
  expect(await owedTo(app, host)).toBe(0);
});

test("what goes back while the money lies in the host's account is fetched from there", async () => {
  await onboard(app, host, { button: "complete_closed" });
  await accountIs(app, host, "enabled");
  const { id: bookingId, paymentId } = await paid();
  await days(6);
  await payoutIs(app, host, { bookingId, status: "failed" });
  const { payments } = app.client(host.token);
  await payments.refund.mutate({ paymentId, amount: nok(100_000), reason: "goodwill" });
  await until("the reversal", async () =>
    (await payoutOf(app, host, bookingId)).reversed.amount === 97_000 ? true : undefined,
  );
  expect(await owedTo(app, host)).toBe(0);
  await app.client(operator.token).payments.refund.mutate({ paymentId, reason: "other" });
  await payoutIs(app, host, { bookingId, status: "reversed" });
  expect(await owedTo(app, host)).toBe(0);
  const [transfer] = await transfersFor(bookingId);
  expect([transfer?.reversed, transfer?.amount_reversed]).toEqual([true, share]);
});

test("what a guest is being given back is not sent to the bank meanwhile", async () => {
  await onboard(app, host, { button: "complete_closed" });
  await accountIs(app, host, "enabled");
  const { id: bookingId, paymentId } = await paid();
  await days(6);
  const { id: payoutId } = await payoutIs(app, host, { bookingId, status: "failed" });
  const refundId = "01900000-0000-7000-8000-000000000001";
  await app.app.pool.query(
    `insert into refund (id, payment_id, status, reason, amount_minor, lines, attempts, created_at)
     values ($1, $2, 'pending', 'goodwill', 100, '[{"line": 0, "amountMinor": 100}]', 1, now())`,
    [refundId, paymentId],
  );
  const due = "update payout set next_try_at = roost_now() - interval '1 minute' where id = $1";
  await app.app.pool.query(due, [payoutId]);
  const retry = () =>
    app.app.engine.execute(retryBankPayout, { actor: { kind: "system" }, requestId: payoutId }, { payoutId });
  expect((await retry()).output).toEqual({ moved: false });
  expect(await payoutOf(app, host, bookingId)).toMatchObject({ status: "failed" });
  await app.app.pool.query("delete from refund where id = $1", [refundId]);
});

test("a reversal that somebody made by hand at the provider is booked, too", async () => {
  await onboard(app, host, { button: "complete_closed" });
  await accountIs(app, host, "enabled");
  const { id: bookingId } = await paid();
  await days(6);
  await payoutIs(app, host, { bookingId, status: "failed" });
  const [transfer] = await transfersFor(bookingId);
  await stripeOf(app).transfers.createReversal(transfer?.id ?? "", { amount: 500 });
  await until("the reversal", async () =>
    (await payoutOf(app, host, bookingId)).reversed.amount === 500 ? true : undefined,
  );
  expect(await owedTo(app, host)).toBe(500);
});

test("while our balance at the provider is too low, payouts wait, and go once it is filled up", async () => {
  await onboard(app, host);
  await accountIs(app, host, "enabled");
  const { id: bookingId } = await paid();
  await settled();
  const stripe = stripeOf(app);
  const { available } = await stripe.balance.retrieve();
  const amount = available.find(({ currency }) => currency === "nok")?.amount ?? 0;
  await stripe.payouts.create({ amount, currency: "nok" });
  await days(6);
  const waits = await payoutIs(app, host, { bookingId, status: "blocked" });
  expect(waits).toMatchObject({ blocks: ["provider_balance"], amount: null });
  await mailAbout(app, host.email, "payout waits");
  await advance(app, "PT1H");
  await settled();
  await stripe.topups.create({ amount: 1_000_000, currency: "nok", description: "For payouts" });
  await advance(app, "PT1H");
  await payoutIs(app, host, { bookingId, status: "paid" });
  await settled();
  expect((await payoutMails(host)).filter((subject) => subject.startsWith("Your payout waits"))).toHaveLength(1);
});

test("an operator holds a payout and lets it go; what has gone can be neither", async () => {
  await onboard(app, host);
  await accountIs(app, host, "enabled");
  const { id: bookingId } = await paid();
  const { id: payoutId } = await payoutOf(app, host, bookingId);
  const { admin } = app.client(operator.token);
  const held = await admin.payoutHold.mutate({ payoutId, reason: "The home was not there." });
  expect(held).toMatchObject({ status: "blocked", blocks: ["operator"], holdReason: "The home was not there." });
  await days(6);
  expect(await payoutOf(app, host, bookingId)).toMatchObject({ blocks: ["operator"], holdReason: null });
  expect(await admin.payoutRelease.mutate({ payoutId })).toMatchObject({ status: "scheduled", blocks: [] });
  await payoutIs(app, host, { bookingId, status: "paid" });
  await expect(admin.payoutHold.mutate({ payoutId, reason: "Late" })).rejects.toMatchObject({ code: "payout.state" });
  await expect(admin.payoutRelease.mutate({ payoutId })).rejects.toMatchObject({ code: "payout.state" });
});

test("another account takes a fresh session, a notice and 72 hours", async () => {
  await onboard(app, host);
  await accountIs(app, host, "enabled");
  const age = "update session set created_at = now() - interval '16 minutes' where user_id = $1";
  const old = await app.app.pool.query(age, [host.userId]);
  expect(old.rowCount).toBe(1);
  const { payments } = app.client(host.token);
  const wish = { country: "NO", replace: true };
  const stale = { code: "auth.step_up_required" };
  await expect(payments.beginPayoutOnboarding.mutate(wish)).rejects.toMatchObject(stale);
  await expect(payments.beginPayoutOnboarding.mutate({ country: "NO" })).rejects.toMatchObject(stale);
  await app.app.pool.query("update session set created_at = now() where user_id = $1", [host.userId]);
  const { id: bookingId } = await paid();
  await onboard(app, host, { replace: true, button: "leave" });
  const notice = await mailAbout(app, host.email, "account that your payouts go to");
  expect(notice.text).toContain("has begun to set up another account");
  const both = await payments.payoutAccount.query({});
  expect([both.account?.status, both.replacement?.status]).toEqual(["enabled", "onboarding"]);

  await days(6);
  await settled();
  await onboard(app, host, { replace: true });
  const [first = "", second = ""] = await accountRefs(host);
  const changed = await until("the other account", async () => {
    const { account } = await payments.payoutAccount.query({});
    return account?.id === both.replacement?.id ? account : undefined;
  });
  expect(changed).toMatchObject({ status: "enabled", heldUntil: expect.any(String) });
  const other = await paid(1);
  await days(2);
  // The first stay ended before the change, and was paid into the old account.
  expect((await transfersFor(bookingId))[0]?.destination).toBe(first);
  await days(3);
  await payoutIs(app, host, { bookingId: other.id, status: "paid" });
  expect((await transfersFor(other.id))[0]?.destination).toBe(second);
});

test("a payment that went back has no payout, until its refund fails", async () => {
  await onboard(app, host);
  await accountIs(app, host, "enabled");
  const { id: bookingId, paymentId } = await paidStay(app, guest, {
    listing,
    dates: stayFrom(2),
    card: "pm_card_visa",
  });
  await app.client(operator.token).payments.refund.mutate({ paymentId, reason: "other" });
  await days(6);
  expect(await payoutIs(app, host, { bookingId, status: "cancelled" })).toMatchObject({ amount: nok(0) });
});
