import type { Figures } from "../core/measure.ts";
import type { MemoryResult } from "../core/memory.ts";
import { cells, sentenceOf } from "../core/report.ts";
import { rounded } from "../statistics.ts";
import { textTable } from "../text-table.ts";
import { type Growth, growthsOf } from "./growths-of.ts";
import type { BookingCost } from "./measure-booking.ts";
import { bookingName } from "./read-arguments.ts";
import { type WorstResult, worstLines, worstTable } from "./worst/worst-report.ts";

/** What one case came to in a database of one size. */
export interface SearchResult {
  readonly name: string;
  readonly title: string;
  readonly listings: number;
  readonly roost: Figures;
  readonly bare: Figures;
}

export interface SearchReport {
  readonly results: readonly SearchResult[];
  readonly worst: readonly WorstResult[];
  readonly memory: (MemoryResult & { readonly listings: number }) | undefined;
  readonly booking: BookingCost | undefined;
}

/** Objects for a program, one for each line. */
export function searchLines({ results, worst, memory, booking }: SearchReport): readonly object[] {
  return [
    ...results.map(({ name, listings, roost, bare }) => ({
      ...{ case: name, listings, ...ratioOf([roost.perSecond, bare.perSecond], { unit: "req/s", digits: 0 }) },
      ...latenciesOf(roost),
      ...{ floorP50Ms: rounded(bare.p50Ms, 2), floorP99Ms: rounded(bare.p99Ms, 2) },
    })),
    ...growthsOf(results).map(({ of, from, to, roost, bare }) => ({
      ...{ case: "search.growth", of, from, to, value: rounded(roost, 2), unit: "p50", floor: rounded(bare, 2) },
    })),
    ...worstLines(worst),
    ...(memory ? [{ case: memory.name, listings: memory.listings, ...memoryOf(memory) }] : []),
    ...(booking ? [{ case: bookingName, listings: booking.listings, ...bookingOf(booking) }] : []),
  ];
}

const ratioOf = ([value, floor]: readonly [number, number], { unit, digits }: { unit: string; digits: number }) => ({
  value: rounded(value, digits),
  unit,
  floor: rounded(floor, digits),
  ratio: rounded(value / floor, 2),
});

const latenciesOf = ({ p50Ms, p99Ms }: Figures) => ({ p50Ms: rounded(p50Ms, 2), p99Ms: rounded(p99Ms, 2) });

const memoryOf = ({ requests, afterMb, beforeMb }: MemoryResult) => ({
  ...{ requests, ...ratioOf([afterMb, beforeMb], { unit: "MB", digits: 1 }) },
});

const bookingOf = ({ kept, unkept }: BookingCost) => ({
  ...ratioOf([kept.perSecond, unkept.perSecond], { unit: "req/s", digits: 0 }),
  ...latenciesOf(kept),
  ...{ floorP50Ms: rounded(unkept.p50Ms, 2), floorP99Ms: rounded(unkept.p99Ms, 2) },
});

/** A table for people. */
export function searchTable({ results, worst, memory, booking }: SearchReport): string {
  const head = ["case", "homes", "server", "req/s", "ratio", "p50 ms", "p99 ms", "CPU µs/req"];
  const rows = results.flatMap(({ name, listings, roost, bare }) => [
    [
      name,
      listings.toLocaleString("en"),
      "Roost",
      ...cells(roost, rounded(roost.perSecond / bare.perSecond, 2).toFixed(2)),
    ],
    ["", "", "bare", ...cells(bare, "")],
  ]);
  const titles = new Map(results.map(({ name, title }) => [name, `${name}: ${title}`]));
  return [
    ...(rows.length > 0 ? [textTable(head, rows), "", ...titles.values(), ""] : []),
    ...growthsOf(results).map(growthSentence),
    ...worstTable(worst),
    ...(memory ? [sentenceOf(memory)] : []),
    ...(booking ? [bookingSentence(booking)] : []),
    "",
  ].join("\n");
}

const growthSentence = ({ of, from, to, roost, bare }: Growth) =>
  `${of}: p50 from ${from.toLocaleString("en")} to ${to.toLocaleString("en")} homes × ${roost.toFixed(2)} (bare ${bare.toFixed(2)})`;

const bookingSentence = ({ kept, unkept }: BookingCost) =>
  `${bookingName}: ${kept.perSecond.toFixed(0)} bookings/s, ${unkept.perSecond.toFixed(0)} without search rows (${(kept.perSecond / unkept.perSecond).toFixed(2)})`;
