import { expect, test } from "vitest";
import { drawPlot } from "./draw-plot.ts";
import { tickStep } from "./plot-panel.ts";

const point = (name: string, listings: number, p50Ms: number) => ({
  ...{ name, listings, roost: { p50Ms, p99Ms: p50Ms * 4 }, bare: { p50Ms: p50Ms / 2, p99Ms: p50Ms } },
});
const points = [10_099, 100_000, 1_000_000].flatMap((size, index) => [
  point("search.total", size, 2 + index / 10),
  point("search.get", size, 0.2),
]);

/** All places of a class of lines. */
const linesOf = (svg: string, kinds: string) =>
  Array.from(svg.matchAll(new RegExp(`<polyline class="${kinds}" points="([^"]+)"`, "g")), ([, places = ""]) =>
    places.split(" ").map((place) => place.split(",").map(Number)),
  ).filter((places) => places.length === 3);

test("a panel for each case, four lines in each, three points in each line", () => {
  const svg = drawPlot(points);
  expect(svg.match(/class="name"/g)).toHaveLength(2);
  for (const kinds of ["roost p50", "roost p99", "bare p50", "bare p99"]) expect(linesOf(svg, kinds)).toHaveLength(2);
  expect(svg).toContain(">1,000,000<");
});

test("ten times as many homes are equally far to the right, and more milliseconds are higher", () => {
  const [first = []] = linesOf(drawPlot(points), "roost p50");
  const [[left = 0, low = 0] = [], [middle = 0] = [], [right = 0, high = 0] = []] = first;
  expect(Math.abs(middle - left - (right - middle))).toBeLessThan(1);
  expect(high).toBeLessThan(low);
});

test("every place is within the picture, and nothing is fetched from elsewhere", () => {
  const svg = drawPlot(points);
  const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
  for (const [, x, y] of svg.matchAll(/(?:cx|x)="([\d.]+)" (?:cy|y)="([\d.]+)"/g)) {
    expect(Number(x)).toBeLessThanOrEqual(Number(width));
    expect(Number(y)).toBeLessThanOrEqual(Number(height));
  }
  expect(svg).not.toMatch(/NaN|undefined|Infinity|@import|url\(|href/);
});

test.each([
  [0.9, 0.5],
  [4, 1],
  [5, 2],
  [38, 10],
  [400, 100],
  [0.013, 0.005],
])("up to %d ms there is a line at each %d", (most, step) => expect(tickStep(most)).toBeCloseTo(step, 9));
