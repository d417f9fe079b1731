import { type Point, pointAt } from "./sphere.ts";

// A metre inside of 150 and 500, so that rounding the result cannot leave the ring.
const nearestKm = 0.151;
const farthestKm = 0.499;

/**
 * The point that strangers see: 150 to 500 m from the home, every place of that ring equally likely. Made once and
 * stored: asking again for new ones would let anybody average the offsets away. `random` answers [0, 1), and must
 * not be predictable.
 */
export function publicPoint(home: Point, random: () => number): Point {
  const bearing = 2 * Math.PI * random();
  const km = Math.sqrt(nearestKm ** 2 + random() * (farthestKm ** 2 - nearestKm ** 2));
  const { latitude, longitude } = pointAt(home, bearing, km);
  const east = round(longitude);
  return { latitude: round(latitude), longitude: east === 180 ? -180 : east };
}

// Five decimals are about a metre; more would only pretend to be exact. Nought is added so that none is -0.
const round = (degrees: number) => Math.round(degrees * 1e5) / 1e5 + 0;
