import type { BookingTransition } from "@roost/contract";
import { code, pageText, table } from "./page.ts";

const intro = `A booking's life, move by move. The server, \`nextActions\` and the database's own trigger follow the same
table; any other change of state is refused.`;

/** docs/generated/booking-states.md: the life of a booking as a table and a diagram. */
export function bookingStatesPage(transitions: readonly BookingTransition[]): string {
  const rows = transitions.map(({ name, from, to, who, guard, outcome }) => [
    code(name),
    from === null ? "–" : code(from),
    code(to),
    who,
    guard,
    outcome,
  ]);
  const head = ["Move", "From", "To", "By", "If", "Then"];
  return pageText({ title: "States of a booking", parts: [intro, diagram(transitions), table(head, rows)] });
}

function diagram(transitions: readonly BookingTransition[]): string {
  const moves = transitions.map(({ name, from, to }) => `  ${from ?? "[*]"} --> ${to}: ${name}`);
  const left = new Set(transitions.map(({ from }) => from));
  const ends = [...new Set(transitions.map(({ to }) => to))].filter((state) => !left.has(state));
  return ["```mermaid", "stateDiagram-v2", ...moves, ...ends.map((state) => `  ${state} --> [*]`), "```"].join("\n");
}
