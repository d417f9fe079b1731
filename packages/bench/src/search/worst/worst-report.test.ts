import { expect, test } from "vitest";
import { worstMisses } from "./worst-misses.ts";
import { worstLines, worstTable } from "./worst-report.ts";

const result = (rows: number, mostRows: number | null, failed = 0) => ({
  ...{ of: "world: total", listings: 20_000, rows, mostRows, p50Ms: 1.2345, p99Ms: 2, failed },
});

test("what reads no more than it may, and what may read anything, is no miss", () => {
  expect(worstMisses([result(400, 400), result(9000, null), result(1, null, 2)])).toEqual([]);
});

test("what reads more, and what is not answered, is named with its size", () => {
  expect(worstMisses([result(401, 400), result(0, 400, 3)])).toEqual([
    "search.worst, world: total, at 20000 homes: 401 rows were read, wanted are at most 400",
    "search.worst, world: total, at 20000 homes: 3 answers were not 200",
  ]);
});

test("a line for each case and size", () => {
  expect(worstLines([result(9000, null)])).toEqual([
    {
      ...{ case: "search.worst", of: "world: total", listings: 20_000, rows: 9000, mostRows: null },
      ...{ p50Ms: 1.23, p99Ms: 2, failed: 0 },
    },
  ]);
});

test("a table names a case once, its sizes beside each other", () => {
  const [table = ""] = worstTable([result(300, 400), { ...result(7, 400), of: "other" }, result(301, 400)]);
  const lines = table.split("\n").map((line) => line.trim().split(/\s{2,}/));
  expect(lines.map((cells) => cells.slice(0, 3))).toEqual([
    ["search.worst", "homes", "rows"],
    ["world: total", "20,000", "300"],
    ["20,000", "301", "400"],
    ["other", "20,000", "7"],
  ]);
  expect(worstTable([])).toEqual([]);
});
