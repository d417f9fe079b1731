import type { EventData, EventType } from "@roost/contract";
import type { CommandScope } from "./action.ts";

interface Reactor<T extends EventType> {
  react(scope: CommandScope, data: EventData[T]): Promise<void>;
}

/** Does in the event's own transaction what follows from it. */
export type Handler<T extends EventType = EventType> = Reactor<T>["react"];

/** What follows from an event. */
export interface Reaction<T extends EventType> {
  /** In the same transaction: state of other modules that must never be seen apart. */
  readonly within?: readonly Handler<T>[];
  /** After commit, each by a job of that queue, at least once: mails and whatever leaves the house. */
  readonly after?: readonly string[];
}

export type Reactions = { readonly [T in EventType]?: Reaction<T> };

/** The names of all queues that events feed. */
export const queuesOf = (reactions: Reactions): string[] => [
  ...new Set(Object.values(reactions).flatMap((reaction) => reaction.after ?? [])),
];
