import fc from "fast-check";
import { expect, test } from "vitest";
import { distanceKm, pointAt } from "../sphere.ts";
import { boxesAround } from "./search-place.ts";

const points = fc.record({
  latitude: fc.oneof(fc.double({ min: -90, max: 90, noNaN: true }), fc.constantFrom(-90, 90, 89.99, 0)),
  longitude: fc.oneof(fc.double({ min: -180, max: 180, noNaN: true }), fc.constantFrom(-180, 180, 179.99)),
});
const bearings = fc.double({ min: 0, max: 2 * Math.PI, noNaN: true });
const radii = fc.double({ min: 0.1, max: 500, noNaN: true });

test("the boxes hold every point within the radius, poles and antimeridian included", () => {
  fc.assert(
    fc.property(points, radii, bearings, fc.double({ min: 0, max: 1, noNaN: true }), (centre, km, bearing, part) => {
      const found = pointAt(centre, bearing, km * part);
      const held = boxesAround(centre, km).some(
        ({ south, north, west, east }) =>
          found.latitude >= south && found.latitude <= north && found.longitude >= west && found.longitude <= east,
      );
      expect(held).toBe(true);
    }),
    { numRuns: 3000 },
  );
});

test("one arrives as far away as one has travelled", () => {
  fc.assert(
    fc.property(points, radii, bearings, (start, km, bearing) => {
      expect(distanceKm(start, pointAt(start, bearing, km))).toBeCloseTo(km, 4);
    }),
  );
});

test("a box is cut in two at the antimeridian, and goes around at a pole", () => {
  expect(boxesAround({ latitude: 0, longitude: 179.99 }, 10)).toHaveLength(2);
  expect(boxesAround({ latitude: 59.9, longitude: 10.7 }, 10)).toHaveLength(1);
  expect(boxesAround({ latitude: 89.99, longitude: 0 }, 10)).toEqual([
    { south: expect.any(Number), north: 90, west: -180, east: 180 },
  ]);
});
