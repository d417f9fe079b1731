import { rounded } from "../statistics.ts";
import { textTable } from "../text-table.ts";
import type { Figures } from "./measure.ts";
import type { MemoryResult } from "./memory.ts";

/** What one case came to. */
export interface Result {
  readonly name: string;
  readonly title: string;
  readonly roost: Figures;
  readonly bare: Figures;
}

export interface Report {
  readonly results: readonly Result[];
  readonly memory: MemoryResult | undefined;
}

/** Lines for a program. Of requests: Roost's, the bare server's, and the first by the second. */
export function linesOf({ results, memory }: Report): readonly string[] {
  const lines = results.map(({ name, roost, bare }) =>
    lineOf({ case: name, value: roost.perSecond, unit: "req/s", floor: bare.perSecond }),
  );
  if (!memory) return lines;
  return [...lines, lineOf({ case: memory.name, value: memory.afterMb, unit: "MB", floor: memory.beforeMb })];
}

interface Line {
  readonly case: string;
  readonly value: number;
  readonly unit: string;
  readonly floor: number;
}

const lineOf = ({ value, floor, ...line }: Line): string =>
  JSON.stringify({
    case: line.case,
    value: rounded(value),
    unit: line.unit,
    floor: rounded(floor),
    ratio: rounded(value / floor, 2),
  });

/** A table for people. */
export function tableOf({ results, memory }: Report): string {
  const head = ["case", "server", "req/s", "ratio", "p50 ms", "p99 ms", "CPU µs/req"];
  const rows = results.flatMap(({ name, roost, bare }) => [
    [name, "Roost", ...cells(roost, rounded(roost.perSecond / bare.perSecond, 2).toFixed(2))],
    ["", "bare", ...cells(bare, "")],
  ]);
  const titles = results.filter(({ title }) => title !== "").map(({ name, title }) => `${name}: ${title}`);
  const table = results.length === 0 ? [] : [textTable(head, rows), "", ...titles];
  return `${[...table, ...(memory ? [sentenceOf(memory)] : [])].join("\n")}\n`;
}

export const sentenceOf = ({ name, requests, beforeMb, afterMb }: MemoryResult) =>
  `${name}: ${beforeMb.toFixed(0)} MB, after ${requests} requests more ${afterMb.toFixed(0)} MB (${(afterMb / beforeMb).toFixed(2)})`;

export const cells = ({ perSecond, p50Ms, p99Ms, cpuMicros }: Figures, ratio: string): string[] => [
  perSecond.toFixed(0),
  ratio,
  p50Ms.toFixed(2),
  p99Ms.toFixed(2),
  cpuMicros?.toFixed(0) ?? "",
];
