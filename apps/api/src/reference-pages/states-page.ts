import { code, pageText, table } from "./page.ts";

/** A move of a table of states in the contract. */
interface Transition {
  readonly name: string;
  readonly from: string | null;
  readonly to: string;
  readonly who: string;
  readonly guard: string;
  readonly outcome: string;
}

export interface States {
  readonly title: string;
  /** What the table is of, and who follows it. */
  readonly intro: string;
  readonly transitions: readonly Transition[];
}

/** docs/generated/…-states.md: the life of a thing as a table and a diagram. */
export function statesPage({ title, intro, transitions }: States): string {
  const rows = transitions.map(({ name, from, to, who, guard, outcome }) => [
    code(name),
    from === null ? "–" : code(from),
    code(to),
    who,
    guard,
    outcome,
  ]);
  const head = ["Move", "From", "To", "By", "If", "Then"];
  return pageText({ title, parts: [intro, diagram(transitions), table(head, rows)] });
}

function diagram(transitions: readonly Transition[]): string {
  const moves = transitions.map(({ name, from, to }) => `  ${from ?? "[*]"} --> ${to}: ${name}`);
  const left = new Set(transitions.map(({ from }) => from));
  const ends = [...new Set(transitions.map(({ to }) => to))].filter((state) => !left.has(state));
  return ["```mermaid", "stateDiagram-v2", ...moves, ...ends.map((state) => `  ${state} --> [*]`), "```"].join("\n");
}
