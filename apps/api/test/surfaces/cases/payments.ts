import { quiet } from "../../expectations.ts";
import { type Cases, nowhere } from "../case.ts";
import type { World } from "../world.ts";

const forBooking =
  (paymentMethodId?: string) =>
  async ({ booking }: World) => ({
    bookingId: (await booking()).id,
    provider: "stripe",
    ...(paymentMethodId !== undefined && { paymentMethodId }),
  });

const ofPayment = async ({ booking }: World) => ({ paymentId: (await booking()).paymentId });

const ofPaid = async ({ paid }: World) => ({ paymentId: (await paid()).paymentId });

/** One that has gone back in part, with its credit note. */
const ofRefunded = async (world: World) => {
  const { paymentId } = await world.paid();
  const refund = {
    paymentId,
    amount: { amount: 10_000, currency: "NOK" },
    reason: "goodwill",
    note: "For the noise.",
  } as const;
  await world.app.client(world.host.token).payments.refund.mutate(refund);
  await quiet(world.app);
  return { paymentId };
};

const refundOf =
  (fields: object) =>
  async ({ paid }: World) => ({ paymentId: (await paid()).paymentId, reason: "goodwill", ...fields });

const nok = (amount: number) => ({ amount, currency: "NOK" });

export const paymentCases: Cases = {
  "payments.start": [
    { what: "a card", as: "guest", input: forBooking("pm_card_visa") },
    { what: "in the browser", as: "guest", input: forBooking() },
    { what: "a card that the bank asks about", as: "guest", input: forBooking("pm_card_authenticationRequired") },
    {
      what: "a card without money",
      as: "guest",
      input: forBooking("pm_card_chargeDeclined"),
      refused: ["payment.declined"],
      leaves: "something once",
    },
    {
      what: "no card",
      as: "guest",
      input: forBooking("pm_nobody"),
      refused: ["payment.method_invalid", "/paymentMethodId"],
      leaves: "something once",
    },
    {
      what: "what is paid",
      as: "guest",
      input: async ({ paid }) => ({ bookingId: (await paid()).id, provider: "stripe" }),
      refused: ["payment.state"],
    },
    { what: "no booking", as: "guest", input: { bookingId: nowhere, provider: "stripe" }, refused: ["not_found"] },
    { what: "the host", as: "host", input: forBooking(), refused: ["permission.denied"] },
    { what: "a stranger", as: "stranger", input: forBooking(), refused: ["not_found"] },
    { what: "nobody", input: forBooking(), refused: ["auth.required"] },
    { what: "no key", as: "guest", key: false, input: forBooking(), refused: ["idempotency.required"] },
  ],
  "payments.refund": [
    { what: "a part, by the host", as: "host", input: refundOf({ amount: nok(10_000), note: "For the noise." }) },
    { what: "of one line", as: "host", input: refundOf({ lines: [{ line: 0, amount: nok(5_000) }] }) },
    { what: "all that is the host's to give", as: "host", input: refundOf({}) },
    { what: "everything, by an operator", as: "operator", input: refundOf({}) },
    {
      what: "more than there is",
      as: "host",
      input: refundOf({ amount: nok(900_000_000) }),
      refused: ["refund.too_much"],
    },
    {
      what: "another currency",
      as: "host",
      input: refundOf({ amount: { amount: 100, currency: "EUR" } }),
      refused: ["refund.invalid", "/amount/currency"],
    },
    {
      what: "our fee, by the host",
      as: "host",
      input: refundOf({ lines: [{ line: 2, amount: nok(100) }] }),
      refused: ["refund.invalid", "/lines/0/line"],
    },
    {
      what: "an amount and lines",
      as: "host",
      input: refundOf({ amount: nok(1), lines: [{ line: 0, amount: nok(1) }] }),
      refused: ["refund.invalid", "/lines"],
    },
    {
      what: "what was never paid",
      as: "host",
      input: async (world) => ({ ...(await ofPayment(world)), reason: "other" }),
      refused: ["payment.state"],
    },
    { what: "no payment", as: "host", input: { paymentId: nowhere, reason: "other" }, refused: ["not_found"] },
    { what: "the guest", as: "guest", input: refundOf({}), refused: ["permission.denied"] },
    { what: "a stranger", as: "stranger", input: refundOf({}), refused: ["not_found"] },
    { what: "nobody", input: refundOf({}), refused: ["auth.required"] },
    { what: "no key", as: "host", key: false, input: refundOf({}), refused: ["idempotency.required"] },
  ],
  "payments.statement": [
    { what: "a year", as: "host", input: { from: "2025-01-01", to: "2025-12-31" } },
    {
      what: "backwards",
      as: "host",
      input: { from: "2026-12-31", to: "2026-01-01" },
      refused: ["request.invalid", "/to"],
    },
    {
      what: "too long",
      as: "host",
      input: { from: "2020-01-01", to: "2026-01-01" },
      refused: ["request.invalid", "/to"],
    },
    {
      what: "no date",
      as: "host",
      input: { from: "2026-02-30", to: "2026-12-31" },
      refused: ["request.invalid", "/from"],
    },
    { what: "no host", as: "guest", input: { from: "2026-01-01", to: "2026-12-31" }, refused: ["user.not_host"] },
    { what: "nobody", input: { from: "2026-01-01", to: "2026-12-31" }, refused: ["auth.required"] },
  ],
  "payments.refunds": [
    { what: "none yet", as: "guest", input: ofPayment },
    { what: "a stranger", as: "stranger", input: ofPayment, refused: ["not_found"] },
    { what: "nobody", input: ofPayment, refused: ["auth.required"] },
  ],
  "payments.receipt": [
    { what: "what the guest paid", as: "guest", input: ofRefunded },
    { what: "what the host earned", as: "host", input: ofRefunded },
    { what: "all of it", as: "operator", input: ofPaid },
    { what: "not paid", as: "guest", input: ofPayment, refused: ["payment.state"] },
    { what: "no payment", as: "guest", input: { paymentId: nowhere }, refused: ["not_found"] },
    { what: "a stranger", as: "stranger", input: ofPaid, refused: ["not_found"] },
    { what: "nobody", input: ofPaid, refused: ["auth.required"] },
  ],
  "payments.list": [
    { what: "none", as: "newcomer", input: {} },
    { what: "the guest's", as: "guest", input: { limit: 2 } },
    { what: "the host's, by status", as: "host", input: { as: "host", status: "captured", limit: 1 } },
    { what: "nobody", input: {}, refused: ["auth.required"] },
    {
      what: "another list's cursor",
      as: "guest",
      input: { cursor: "WyJ4Il0.AAAA" },
      refused: ["request.invalid", "/cursor"],
    },
  ],
  "payments.get": [
    { what: "not paid", as: "guest", input: ofPayment },
    { what: "paid", as: "host", input: async ({ paid }) => ({ paymentId: (await paid()).paymentId }) },
    { what: "a stranger", as: "stranger", input: ofPayment, refused: ["not_found"] },
    { what: "nobody", input: ofPayment, refused: ["auth.required"] },
  ],
};
