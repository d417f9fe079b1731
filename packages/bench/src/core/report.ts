import { rounded } from "../statistics.ts";
import type { Figures, Result } from "./measure.ts";

/** One line for a program: Roost's requests a second, the bare server's, and the first by the second. */
export const lineOf = ({ name, roost, bare }: Result): string =>
  JSON.stringify({
    case: name,
    value: rounded(roost.perSecond),
    unit: "req/s",
    floor: rounded(bare.perSecond),
    ratio: rounded(roost.perSecond / bare.perSecond, 2),
  });

/** A table for people. */
export function tableOf(results: readonly Result[]): string {
  const head = ["case", "server", "req/s", "ratio", "p50 ms", "p99 ms", "CPU µs/req"];
  const rows = results.flatMap(({ name, roost, bare }) => [
    [name, "Roost", ...cells(roost, rounded(roost.perSecond / bare.perSecond, 2).toFixed(2))],
    ["", "bare", ...cells(bare, "")],
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  ");
  const titles = results.map(({ name, title }) => `${name}: ${title}`);
  return `${[head, ...rows].map(line).join("\n")}\n\n${titles.join("\n")}\n`;
}

const cells = ({ perSecond, p50Ms, p99Ms, cpuMicros }: Figures, ratio: string): string[] => [
  perSecond.toFixed(0),
  ratio,
  p50Ms.toFixed(2),
  p99Ms.toFixed(2),
  cpuMicros?.toFixed(0) ?? "",
];
