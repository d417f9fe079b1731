import type { Point } from "./sphere.ts";

/**
 * The IANA time zone of a point. Of several (a disputed area, a border, a pole) the first by geo-tz; at sea, the
 * nautical one. The data set is the comprehensive one: the package's own default says Europe/Berlin in Oslo.
 *
 * It is loaded at first use (40 ms and 14 MB, which most processes never need); afterwards 3 µs a point in a city.
 */
export async function timeZoneAt({ latitude, longitude }: Point): Promise<string> {
  find ??= load();
  const [zone] = (await find)(latitude, longitude);
  if (zone === undefined) throw new Error(`no time zone at ${latitude}, ${longitude}`);
  return zone;
}

type Find = (latitude: number, longitude: number) => string[];
let find: Promise<Find> | undefined;

async function load(): Promise<Find> {
  const geoTz = await import("geo-tz/all");
  geoTz.setCache({ store: recent(maxRegions) });
  return geoTz.find;
}

// By default it keeps every region of the world that it was ever asked for: some hundred MB.
const maxRegions = 100;

function recent(size: number) {
  const kept = new Map<string, unknown>();
  return {
    get: (key: string) => kept.get(key),
    set(key: string, value: unknown) {
      const [oldest] = kept.keys();
      if (kept.size >= size && oldest !== undefined) kept.delete(oldest);
      kept.set(key, value);
    },
  };
}
