import fc from "fast-check";
import { expect, test } from "vitest";
import { distanceKm, type Point, pointAt } from "../sphere.ts";
import { pointAmong } from "./point-among.ts";

/** What the remembered points make of a host's homes, or of one that moves: where strangers see it each time. */
function follow(places: readonly Point[], random: () => number): readonly Point[] {
  const drawn: Point[] = [];
  return places.map((home) => {
    const shown = pointAmong({ home, drawn }, random);
    if (!drawn.includes(shown)) drawn.push(shown);
    return shown;
  });
}

const mean = (points: readonly Point[]): Point => ({
  latitude: points.reduce((sum, { latitude }) => sum + latitude, 0) / points.length,
  longitude: points.reduce((sum, { longitude }) => sum + longitude, 0) / points.length,
});

const home: Point = { latitude: 59.91, longitude: 10.75 };
const moves = fc.array(fc.record({ bearing: fc.double({ min: 0, max: 6.28, noNaN: true }), metres: fc.nat(3000) }), {
  minLength: 1,
  maxLength: 60,
});
/** A stream of numbers in [0, 1) from a seed. */
const stream = (seed: number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};
const seeds = fc.nat(2 ** 31);

test("always lies 150 to 500 m from where the home is now", () => {
  fc.assert(
    fc.property(moves, seeds, (steps, seed) => {
      const places = steps.map(({ bearing, metres }) => pointAt(home, bearing, metres / 1000));
      for (const [at, shown] of follow(places, stream(seed)).entries()) {
        const km = distanceKm(places[at] ?? home, shown);
        expect(km).toBeGreaterThanOrEqual(0.15);
        expect(km).toBeLessThanOrEqual(0.5);
      }
    }),
  );
});

test("a place has the same point each time: whoever averages what he saw of it is 150 m and more away", () => {
  fc.assert(
    fc.property(moves, seeds, (steps, seed) => {
      // Away and back again, as often as one likes.
      const places = steps.flatMap(({ bearing, metres }) => [home, pointAt(home, bearing, metres / 1000), home]);
      const shown = follow(places, stream(seed)).filter((_, at) => places[at] === home);
      expect(new Set(shown).size).toBe(1);
      expect(distanceKm(home, mean(shown))).toBeGreaterThan(0.149);
    }),
  );
});

test("a pin that is moved about by up to 25 m gives few points, however often", () => {
  const wobble = fc.record({ bearing: fc.double({ min: 0, max: 6.28, noNaN: true }), metres: fc.nat(25) });
  fc.assert(
    fc.property(fc.array(wobble, { minLength: 300, maxLength: 300 }), seeds, (steps, seed) => {
      const places = steps.map(({ bearing, metres }) => pointAt(home, bearing, metres / 1000));
      expect(new Set(follow(places, stream(seed))).size).toBeLessThanOrEqual(4);
    }),
    { numRuns: 200 },
  );
});
