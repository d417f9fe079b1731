import { expect, test } from "vitest";
import { growthsOf } from "./growths-of.ts";
import { missesOf } from "./misses-of.ts";

const figures = (perSecond: number, p50Ms: number) => ({ perSecond, p50Ms, p99Ms: p50Ms * 3, cpuMicros: undefined });
const result = (name: string, listings: number, { ratio, p50Ms = 1 }: { ratio: number; p50Ms?: number }) => ({
  ...{ name, title: "", listings, roost: figures(1000 * ratio, p50Ms), bare: figures(1000, 1) },
});
const nothing = { results: [], worst: [], memory: undefined, booking: undefined };
const held = (afterMb: number) => ({ name: "search.memory", requests: 1, listings: 1, beforeMb: 100, afterMb });
const booked = (perSecond: number) => ({ listings: 1, kept: figures(perSecond, 1), unkept: figures(100, 1) });

test("growth is from the second largest size to the largest, whatever the order of measuring", () => {
  const sizes = [1_000_000, 10_099, 100_000] as const;
  const p50Ms = { 10_099: 1, 100_000: 2, 1_000_000: 5 } as const;
  const results = sizes.map((size) => result("search.total", size, { ratio: 1, p50Ms: p50Ms[size] }));
  expect(growthsOf(results)).toEqual([{ of: "search.total", from: 100_000, to: 1_000_000, roost: 2.5, bare: 1 }]);
  expect(growthsOf(results.slice(0, 1))).toEqual([]);
});

test("what reaches its target, and what has none, is no miss", () => {
  const results = [
    result("search.total", 1_000_000, { ratio: 0.5 }),
    result("search.get", 1_000_000, { ratio: 0.6 }),
    result("search.rating", 1_000_000, { ratio: 0.1 }),
    result("search.total", 10_099, { ratio: 0.1 }),
    result("search.cluster", 100_000, { ratio: 1, p50Ms: 1 }),
    result("search.cluster", 1_000_000, { ratio: 1, p50Ms: 1.4 }),
  ];
  expect(missesOf({ ...nothing, results, memory: held(105), booking: booked(85) })).toEqual([]);
  expect(missesOf(nothing)).toEqual([]);
});

test("each missed target is named", () => {
  const results = [
    result("search.total", 100_000, { ratio: 1, p50Ms: 1 }),
    result("search.total", 1_000_000, { ratio: 0.49, p50Ms: 1.5 }),
    result("search.get", 1_000_000, { ratio: 0.59 }),
    result("search.cluster", 100_000, { ratio: 1, p50Ms: 1 }),
    result("search.cluster", 1_000_000, { ratio: 1, p50Ms: 5 }),
  ];
  const misses = missesOf({ ...nothing, results, memory: held(106), booking: booked(84) });
  expect(misses.map((miss) => miss.split(":")[0])).toEqual([
    "search.total at 1000000 homes",
    "search.get at 1000000 homes",
    "search.total",
    "search.cluster",
    "memory",
    "search.booking",
  ]);
});
