import fc from "fast-check";
import { expect, test } from "vitest";
import { publicPoint } from "./public-point.ts";
import { distanceKm } from "./sphere.ts";

const points = fc.record({
  latitude: fc.oneof(fc.double({ min: -90, max: 90, noNaN: true }), fc.constantFrom(-90, 90, 89.9999, -89.9999, 0)),
  longitude: fc.oneof(fc.double({ min: -180, max: 180, noNaN: true }), fc.constantFrom(-180, 180, 179.9999, 0)),
});
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test("lies 150 to 500 m from the home, everywhere on earth, poles and antimeridian included", () => {
  fc.assert(
    fc.property(points, chance, chance, (home, first, second) => {
      const drawn = [first, second];
      const shown = publicPoint(home, () => drawn.shift() ?? 0);
      expect(distanceKm(home, shown)).toBeGreaterThanOrEqual(0.15);
      expect(distanceKm(home, shown)).toBeLessThanOrEqual(0.5);
      expect(Math.abs(shown.latitude)).toBeLessThanOrEqual(90);
      for (const degrees of [shown.latitude, shown.longitude]) expect(degrees).toBe(Number(degrees.toFixed(5)));
      expect(shown.longitude).toBeGreaterThanOrEqual(-180);
      expect(shown.longitude).toBeLessThan(180);
    }),
    { numRuns: 2000 },
  );
});

test("spreads evenly over the ring: as many in the inner half of its area as in the outer", () => {
  const home = { latitude: 59.91, longitude: 10.75 };
  const draw = fc.sample(chance, { numRuns: 4000, seed: 7 });
  const middle = Math.sqrt((0.151 ** 2 + 0.499 ** 2) / 2);
  const evenly = Array.from({ length: 2000 }, (_, index) => {
    const drawn = [draw[2 * index] ?? 0, (index + 0.5) / 2000];
    return distanceKm(
      home,
      publicPoint(home, () => drawn.shift() ?? 0),
    );
  });
  const inner = evenly.filter((km) => km < middle).length;
  expect(inner).toBeGreaterThan(950);
  expect(inner).toBeLessThan(1050);
});
