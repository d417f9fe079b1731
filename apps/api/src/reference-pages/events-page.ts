import type { EventType } from "@roost/contract";
import type { Reaction, Reactions } from "../platform/reactions.ts";
import { anchor, code, pageText, table } from "./page.ts";

const intro = `What happened, in the past tense. An event is stored in the transaction of the command that emitted
it, and carries ids only. What follows at once is done in that same transaction; what follows later is a job that
exists if and only if it commits.`;

/** docs/generated/events.md: what each event carries, and what follows from it. `source` is the contract's events.ts. */
export function eventsPage(source: string, reactions: Reactions): string {
  const events = [...source.matchAll(/^ {2}"([\w.]+)": \{ ([^}]*) \};$/gm)];
  if (events.length === 0) throw new Error("the contract's events are written in another way than this page reads");
  const rows = events.map(([, type = "", fields = ""]) => {
    const data = [...fields.matchAll(/readonly (\w+): (\w+)/g)].map(([, name = "", kind = ""]) => `${name}: ${kind}`);
    const { within = [], after = [] }: Reaction<EventType> = reactionOf(reactions, type);
    return [anchor(type) + code(type), data.map(code).join(", "), named(within.map(({ name }) => name)), named(after)];
  });
  const head = ["Event", "Data", "In the same transaction", "After it, by a job"];
  return pageText({ title: "Events", parts: [intro, table(head, rows)] });
}

function reactionOf(reactions: Reactions, type: string): Reaction<EventType> {
  const found = Object.entries(reactions).find(([name]) => name === type);
  return found?.[1] ?? {};
}

const named = (names: readonly string[]): string => names.map(code).join(", ") || "–";
