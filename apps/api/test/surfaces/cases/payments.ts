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
  "payments.get": [
    { what: "not paid", as: "guest", input: ofPayment },
    { what: "paid", as: "host", input: async ({ paid }) => ({ paymentId: (await paid()).paymentId }) },
    { what: "a stranger", as: "stranger", input: ofPayment, refused: ["not_found"] },
    { what: "nobody", input: ofPayment, refused: ["auth.required"] },
  ],
};
