import type { Bind, Box } from "./search-place.ts";

/** What the index `listing_search_map` is made of. */
export const mapKey = `cube(array[s.lat, s.lng, currency_number(s.currency)::float8, s.ks::float8, s.kw::float8, s.kx::float8,
  s.night::float8])`;

const dimensions = { currency: 3, ks: 4, kw: 5, kx: 6 } as const;

/** `~>` counts two coordinates for each dimension; below zero it turns the order around. */
export const coordinate = (dimension: keyof typeof dimensions, direction: "asc" | "desc"): number =>
  (dimensions[dimension] * 2 - 1) * (direction === "asc" ? 1 : -1);

export const outermost = "1e300";

interface Extent {
  readonly bind: Bind;
  readonly lowest: string;
  readonly highest: string;
}

/** The homes of a box, and of the currencies between two. */
export function cubeOf({ south, north, west, east }: Box, { bind, lowest, highest }: Extent): string {
  const corner = (latitude: number, longitude: number, rest: string) =>
    `array[${bind(latitude, "float8")}, ${bind(longitude, "float8")}, ${rest}]::float8[]`;
  const others = (sign: string) => Array.from({ length: 4 }, () => `${sign}${outermost}`).join(", ");
  return `cube(${corner(south, west, `${lowest}, ${others("-")}`)}, ${corner(north, east, `${highest}, ${others("")}`)})`;
}
