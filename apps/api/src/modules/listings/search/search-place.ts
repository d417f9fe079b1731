import { degrees, earthRadiusKm, type Point, radians, wrapLongitude } from "../sphere.ts";

export interface Box {
  readonly south: number;
  readonly north: number;
  readonly west: number;
  readonly east: number;
}

/** One box, or two across the antimeridian, that hold every point within `km` of the centre (and some more). */
export function boxesAround({ latitude, longitude }: Point, km: number): readonly Box[] {
  const arc = km / earthRadiusKm;
  const high = degrees(arc) + margin;
  const [south, north] = [Math.max(-90, latitude - high), Math.min(90, latitude + high)];
  // A circle that holds a pole crosses every meridian.
  if (south === -90 || north === 90) return [{ south, north, west: -180, east: 180 }];
  const wide = degrees(Math.asin(Math.sin(arc) / Math.cos(radians(latitude)))) + margin;
  const [west, east] = [wrapLongitude(longitude - wide), wrapLongitude(longitude + wide)];
  if (west <= east) return [{ south, north, west, east }];
  return [
    { south, north, west, east: 180 },
    { south, north, west: -180, east },
  ];
}

// About a metre: rounding must never leave out a home at the edge.
const margin = 1e-5;

export type Bind = (value: unknown, type: string) => string;

/** That the point strangers see lies in one of the boxes: what the index `listing_search_point` answers, of one box. */
export function isWithin(boxes: readonly Box[], bind: Bind, alias = "s"): string {
  const corner = (longitude: number, latitude: number) =>
    `point(${bind(longitude, "float8")}, ${bind(latitude, "float8")})`;
  const inside = boxes.map(
    ({ south, north, west, east }) =>
      `point(${alias}.lng, ${alias}.lat) <@ box(${corner(west, south)}, ${corner(east, north)})`,
  );
  return `(${inside.join(" or ")})`;
}

/** The distance in km from the searched point to the one that strangers see, as `distanceKm` computes it. */
export function distanceFrom({ latitude, longitude }: Point, bind: Bind, home: HomePoint = searchRow): string {
  const height = `sin(radians(${home.latitude} - ${bind(latitude, "float8")}) / 2) ^ 2`;
  const width = `sin(radians(${home.longitude} - ${bind(longitude, "float8")}) / 2) ^ 2`;
  const narrowing = `${bind(Math.cos(radians(latitude)), "float8")} * cos(radians(${home.latitude}))`;
  return `${2 * earthRadiusKm} * asin(sqrt(least(1, ${height} + ${narrowing} * ${width})))`;
}

/** The columns of a home's public point. */
export interface HomePoint {
  readonly latitude: string;
  readonly longitude: string;
}

const searchRow: HomePoint = { latitude: "s.lat", longitude: "s.lng" };
export const listingRow: HomePoint = { latitude: "l.public_latitude", longitude: "l.public_longitude" };
