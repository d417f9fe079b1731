import { expect, test } from "vitest";
import { nextSync } from "./sync-schedule.ts";

const now = new Date("2026-11-20T12:00:00Z");
const minutes = (failures: number, random: number) =>
  (nextSync(now, failures, random).getTime() - now.getTime()) / 60_000;

test.each([
  [0, 0, 24],
  [0, 0.5, 30],
  [0, 1, 36],
  [1, 0.5, 5],
  [2, 0.5, 10],
  [4, 0.5, 40],
  [7, 0.5, 320],
  [8, 0.5, 360],
  [1000, 0.5, 360],
  [1000, 1, 432],
])("after %d failures, with %d of chance, in %d minutes", (failures, random, expected) => {
  expect(minutes(failures, random)).toBeCloseTo(expected, 5);
});
