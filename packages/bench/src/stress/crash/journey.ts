import type { Random } from "../../random.ts";
import type { Answer, Caller } from "../caller.ts";

/** What was asked for one quote, and what came of it. */
export interface Journey {
  readonly quoteId: string;
  readonly booked: Answer | undefined;
  /** A card that is declined, a card that pays, and the end of it; null where it was not asked for. */
  readonly declined: Answer | undefined | null;
  readonly paid: Answer | undefined | null;
  readonly cancelled: Answer | undefined | null;
}

export interface Traveller {
  readonly quoteId: string;
  readonly token: string;
}

/** Books, and then pays, pays at the second attempt, gives up, or gives up while paying. */
export async function makeJourney(caller: Caller, traveller: Traveller, random: Random): Promise<Journey> {
  const { quoteId, token } = traveller;
  const booked = await caller.ask({ path: "/api/v1/bookings", token, body: { quoteId } });
  const bookingId = idIn(booked);
  const nothing = { quoteId, booked, declined: null, paid: null, cancelled: null };
  if (bookingId === undefined) return nothing;
  const pay = (paymentMethodId: string) =>
    caller.ask({ path: "/api/v1/payments", token, body: { bookingId, provider: "stripe", paymentMethodId } });
  const cancel = () => caller.ask({ path: `/api/v1/bookings/${bookingId}/cancel`, token, body: {} });

  const kind = random.fraction();
  if (kind < 0.2) return { ...nothing, cancelled: await cancel() };
  if (kind < 0.35) {
    const [paid, cancelled] = await Promise.all([pay(visa), cancel()]);
    return { ...nothing, paid, cancelled };
  }
  const declined = kind < 0.6 ? await pay(declining) : null;
  return { ...nothing, declined, paid: await pay(visa) };
}

const visa = "pm_card_visa";
const declining = "pm_card_chargeDeclined";

function idIn(answer: Answer | undefined): string | undefined {
  const [, id] = answer?.status === 201 ? (/^\{"id":"([0-9a-f-]{36})"/.exec(answer.text) ?? []) : [];
  return id;
}
