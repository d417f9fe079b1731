import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Rig, startRig } from "../../../../../test/rig.ts";
import { boxesAround } from "../search-place.ts";
import { levelMarks } from "./best-first.ts";
import { cellsOf } from "./map-cells.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

const latitudes = fc.oneof(fc.constantFrom(-90, 90, 0, 60, 59.5), fc.double({ min: -90, max: 90, noNaN: true }));
const longitudes = fc.oneof(fc.constantFrom(-180, 180, 0, 10.5), fc.double({ min: -180, max: 180, noNaN: true }));
const boxes = fc.tuple(latitudes, latitudes, longitudes, longitudes).map(([a, b, c, d]) => ({
  south: Math.min(a, b),
  north: Math.max(a, b),
  west: Math.min(c, d),
  east: Math.max(c, d),
}));

test("a box has few cells, and what it covers of them is the box; a good part of the world has none", () => {
  fc.assert(
    fc.property(boxes, (box) => {
      const cells = cellsOf([box]);
      const area = (box.north - box.south) * (box.east - box.west);
      const size = { a: 8, b: 2, c: 0.5, d: 0.125, e: 0.03125 }[cells?.[0]?.mark[1] ?? ""] ?? 0;
      const covered = (cells ?? []).reduce((sum, { share }) => sum + share * size * size, 0);
      expect(cells === null ? area > 128 * 64 : Math.abs(covered - area) < 1e-6).toBe(true);
      expect((cells ?? []).length).toBeLessThanOrEqual(size === 8 ? 256 : 64);
    }),
  );
  expect(cellsOf([{ south: -90, north: 90, west: -180, east: 180 }])).toBeNull();
});

const marksText = `select listing.id, search_marks(listing) as marks from listing`;

test("wherever a home stands, a box around it has the cell that the database gives it, across the antimeridian too", async () => {
  const id = await rig.addHome({});
  await fc.assert(
    fc.asyncProperty(latitudes, longitudes, fc.constantFrom(0, 0.1, 5, 900), async (latitude, longitude, km) => {
      await rig.sql.run("test_move", "update listing set public_latitude = $2, public_longitude = $3 where id = $1", [
        ...[id, latitude, longitude],
      ]);
      const [home] = await rig.sql.all<{ marks: string[] }>("test_marks", marksText, []);
      const marks = (cellsOf(boxesAround({ latitude, longitude }, km)) ?? []).map(({ mark }) => mark);
      expect(marks.filter((mark) => home?.marks.includes(mark))).toHaveLength(1);
    }),
    { numRuns: 100 },
  );
});

const ratings = fc.nat(300).chain((count) => fc.tuple(fc.constant(count), fc.integer({ min: count, max: count * 5 })));

test("a home of a better level is better, and levels are those that searches know", async () => {
  const levelOf = async ([count, sum]: readonly [number, number]) => {
    const rows = await rig.sql.all<{ level: number; quality: number }>(
      "test_quality",
      "select quality_level($1::int, $2::int) as level, ($1::int * 1000 + 21500) / ($2::int + 5) as quality",
      [sum, count],
    );
    return rows[0] ?? { level: Number.NaN, quality: 0 };
  };
  await fc.assert(
    fc.asyncProperty(ratings, ratings, async (one, other) => {
      const [a, b] = [await levelOf(one), await levelOf(other)];
      expect(a.level <= b.level || a.quality > b.quality).toBe(true);
      for (const { level } of [a, b]) expect([0, ...levelMarks.map((mark) => Number(mark.slice(1)))]).toContain(level);
    }),
    { numRuns: 200 },
  );
});
