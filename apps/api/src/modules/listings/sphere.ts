/** Degrees, WGS 84. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** Mean radius of the earth (IUGG). */
export const earthRadiusKm = 6371.0088;

/** Great-circle distance in km (haversine). `search-place.ts` says the same in SQL. */
export function distanceKm(from: Point, to: Point): number {
  const height = Math.sin(radians(to.latitude - from.latitude) / 2) ** 2;
  const width = Math.sin(radians(to.longitude - from.longitude) / 2) ** 2;
  const chord = height + Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * width;
  return 2 * earthRadiusKm * Math.asin(Math.sqrt(Math.min(1, chord)));
}

/** Where one arrives from `start` after `km` in the direction of `bearing` (radians, clockwise from north). */
export function pointAt(start: Point, bearing: number, km: number): Point {
  const arc = km / earthRadiusKm;
  const [sinLat, cosLat] = [Math.sin(radians(start.latitude)), Math.cos(radians(start.latitude))];
  const sinOfNew = Math.min(1, Math.max(-1, sinLat * Math.cos(arc) + cosLat * Math.sin(arc) * Math.cos(bearing)));
  const east = Math.atan2(Math.sin(bearing) * Math.sin(arc) * cosLat, Math.cos(arc) - sinLat * sinOfNew);
  return { latitude: degrees(Math.asin(sinOfNew)), longitude: wrapLongitude(start.longitude + degrees(east)) };
}

/** The same meridian within [-180, 180). */
export const wrapLongitude = (longitude: number): number => ((((longitude + 180) % 360) + 360) % 360) - 180;

export const radians = (degrees: number): number => (degrees * Math.PI) / 180;
export const degrees = (radians: number): number => (radians * 180) / Math.PI;
