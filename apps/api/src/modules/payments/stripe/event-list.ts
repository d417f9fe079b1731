import type Stripe from "stripe";
import type { EventList, ListedEvent } from "../events/event-list.ts";
import { parseEvent } from "./events.ts";

const pageSize = 100;

/** Stripe keeps events for thirty days. */
export const stripeEventList = (stripe: Stripe): EventList => ({
  async *events(since, account) {
    const created = { gte: Math.floor(since.getTime() / 1000) };
    for (let after: string | undefined; ; ) {
      const page = await stripe.events.list(
        { limit: pageSize, created, ...(after !== undefined && { starting_after: after }) },
        account === null ? {} : { stripeAccount: account },
      );
      yield page.data.map((event) => listed(event, account));
      after = page.data.at(-1)?.id;
      if (!page.has_more || after === undefined) return;
    }
  },
});

function listed(event: Stripe.Event, account: string | null): ListedEvent {
  const body = JSON.stringify(event);
  return { ...parseEvent(body), account, body, createdAt: new Date(event.created * 1000) };
}
