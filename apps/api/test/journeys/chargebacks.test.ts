import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type TestApp, until } from "../app.ts";
import { expectInvariants, quiet } from "../expectations.ts";
import { advance, type Person, person } from "../factories.ts";
import { countProviderEvents } from "../provider.ts";
import { expectSameBooks } from "../provider-books.ts";
import { type Caller, type OutputOf, refusal } from "./driver.ts";
import { drivers } from "./drivers.ts";
import { startWorld, type Traveller, type World } from "./world.ts";

const nok = (amount: number) => ({ amount, currency: "NOK" }) as const;

describe.each(drivers)("over $surface", (driver) => {
  let world: World;
  let app: TestApp;
  let guest: Traveller;
  let operator: Person & Caller;

  beforeAll(async () => {
    world = await startWorld(driver);
    app = world.app;
    guest = await world.traveller();
    const admin = await person(app, "admin");
    operator = { ...admin, ...driver.callerOf(app, admin.token) };
  });
  afterEach(async () => {
    await quiet(app, () => countProviderEvents(app));
    await expectInvariants(app);
    await expectSameBooks(app);
  });
  afterAll(() => world.close());

  const inStatus = (chargebackId: string, status: OutputOf<"payments.chargeback">["status"]) =>
    until(`the chargeback to be ${status}`, async () => {
      const { output } = await operator.call("payments.chargeback", { chargebackId });
      return output.status === status ? output : undefined;
    });

  /** A stay of 3,990.00 kr that is paid with a card whose holder disputes it. */
  async function disputed(card: string) {
    const { id, paymentId } = await guest.book(world.ownDates());
    await guest.pay(id, card);
    await guest.inState(id, "confirmed");
    const chargeback = await until("the dispute", async () => {
      const { output } = await operator.call("payments.chargebacks", { limit: 100 });
      return output.data.find((one) => one.bookingId === id);
    });
    return { paymentId, bookingId: id, chargeback };
  }

  const refund = (paymentId: string) =>
    world.host.call("payments.refund", { paymentId, amount: nok(10_000), reason: "goodwill" }, randomUUID());

  const mailsTo = async (email: string, subject: string) =>
    until(`a mail: ${subject}`, () => app.mail.list({ to: email }).find((mail) => mail.subject.startsWith(subject)));

  test("a chargeback is answered in time, and won", async () => {
    const { paymentId, chargeback } = await disputed("pm_card_createDispute");
    const { id: chargebackId } = chargeback;
    expect(chargeback).toMatchObject({ status: "needs_response", reason: "fraudulent", amount: nok(399_000) });
    expect(chargeback).toMatchObject({ fee: nok(1_500), over: nok(0), evidence: {}, submittedAt: null });
    const payout = await mailsTo(world.host.email, "A payment is disputed");
    expect(payout.text).toContain("your payout for it waits");
    expect(await refusal(refund(paymentId))).toMatchObject({
      ...{ status: 409, code: "payment.disputed" },
      details: { chargebackId, status: "needs_response" },
    });
    for (const nobody of [guest, world.host]) {
      expect(await refusal(nobody.call("payments.chargeback", { chargebackId }))).toMatchObject({ status: 404 });
    }

    await advance(app, "P4D");
    expect(app.mail.list({ to: operator.email })).toEqual([]);
    await advance(app, "P2D");
    const warning = await mailsTo(operator.email, "Evidence is due");
    expect(warning.text).toContain(`Chargeback ${chargebackId}`);

    const key = randomUUID();
    const draft = { chargebackId, evidence: { customerName: "Kari Nordmann" }, submit: false };
    const kept = (await operator.call("payments.submitEvidence", draft, key)).output;
    expect(kept).toMatchObject({ status: "needs_response", evidence: draft.evidence, submittedAt: null });
    expect((await operator.call("payments.submitEvidence", draft, key)).replayed).toBe(true);
    const final = { chargebackId, evidence: { uncategorizedText: "winning_evidence" }, submit: true };
    const sent = (await operator.call("payments.submitEvidence", final, randomUUID())).output;
    expect(sent.evidence).toEqual({ ...draft.evidence, ...final.evidence });
    expect(sent.submittedAt).not.toBeNull();
    const won = await inStatus(chargebackId, "won");
    expect(won).toMatchObject({ fee: nok(1_500), closedAt: expect.any(String) });
    await mailsTo(world.host.email, "A dispute was won");
    const again = await refusal(operator.call("payments.submitEvidence", final, randomUUID()));
    expect(again).toMatchObject({ status: 409, code: "chargeback.state", details: { status: "won" } });
    expect((await operator.call("payments.chargebacks", { status: "won" })).output.data).toEqual([won]);
  });

  test("a chargeback that is given up is lost: the guest has his money from his bank, and nothing more", async () => {
    const { paymentId, chargeback } = await disputed("pm_card_createDisputeProductNotReceived");
    const { id: chargebackId } = chargeback;
    const { output } = await operator.call("payments.acceptChargeback", { chargebackId }, randomUUID());
    expect(output).toMatchObject({ status: "lost", reason: "product_not_received", absorbed: nok(0) });
    const told = await mailsTo(world.host.email, "A dispute was lost");
    expect(told.text).toContain("less by your part of it");
    const again = await refusal(operator.call("payments.acceptChargeback", { chargebackId }, randomUUID()));
    expect(again).toMatchObject({ status: 409, code: "chargeback.state", details: { status: "lost" } });
    expect(await refusal(refund(paymentId))).toMatchObject({ code: "payment.disputed", details: { status: "lost" } });
    expect((await guest.call("payments.get", { paymentId })).output).toMatchObject({
      status: "captured",
      refundedAmount: nok(0),
    });
  });

  test("an inquiry leaves the money where it is: it can be refunded, and cannot be given up", async () => {
    const { paymentId, chargeback } = await disputed("pm_card_createDisputeInquiry");
    const { id: chargebackId } = chargeback;
    expect(chargeback).toMatchObject({ status: "inquiry", fee: nok(0) });
    const refused = await refusal(operator.call("payments.acceptChargeback", { chargebackId }, randomUUID()));
    expect(refused).toMatchObject({ status: 409, code: "chargeback.state", details: { status: "inquiry" } });
    expect((await refund(paymentId)).output).toMatchObject({ status: "succeeded" });
    const evidence = { uncategorizedText: "escalate_inquiry_evidence" };
    await operator.call("payments.submitEvidence", { chargebackId, evidence, submit: true }, randomUUID());
    expect(await inStatus(chargebackId, "needs_response")).toMatchObject({ amount: nok(389_000), over: nok(0) });
    const { output } = await operator.call("payments.acceptChargeback", { chargebackId }, randomUUID());
    expect(output).toMatchObject({ status: "lost", amount: nok(389_000) });
  });
});
