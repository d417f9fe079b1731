import { Port } from "../../../platform/port.ts";
import type { ProviderEvent } from "../gateway.ts";

/** An event as the provider lists it: what its webhook would have said. */
export interface ListedEvent extends ProviderEvent {
  readonly body: string;
  readonly createdAt: Date;
}

/** What a provider tells of afterwards, for the events that never came. */
export interface EventList {
  /** Events since an instant (of the provider's clock), newest first, a page at a time; of a connected account, or our own. */
  events(since: Date, account: string | null): AsyncIterable<readonly ListedEvent[]>;
}

export const eventListPort = new Port<EventList>("payments.eventList");
