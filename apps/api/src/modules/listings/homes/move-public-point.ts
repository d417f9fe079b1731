import { randomInt } from "node:crypto";
import type { Sql } from "../../../platform/sql.ts";
import type { ListingRow } from "../listing-row.ts";
import type { Point } from "../sphere.ts";
import { movedPoint } from "./moved-point.ts";

type Shown = Pick<ListingRow, "publicLatitude" | "publicLongitude">;

/** The public point of a home that moves; the one that it leaves is remembered. Under the row's lock. */
export async function movePublicPoint(sql: Sql, listing: ListingRow, home: Point): Promise<Shown> {
  const earlier = await sql.all<Point>("shown_point_find", findText, [listing.id]);
  const current = { latitude: listing.publicLatitude, longitude: listing.publicLongitude };
  // The current one is among the earlier ones where the home has come back to it; then that is its place in the order.
  const drawn = earlier.some((point) => isSame(point, current)) ? earlier : [...earlier, current];
  const next = movedPoint({ home, drawn }, () => randomInt(2 ** 32) / 2 ** 32);
  if (!isSame(next, current)) {
    await sql.run("shown_point_keep", keepText, [listing.id, current.latitude, current.longitude]);
  }
  return { publicLatitude: next.latitude, publicLongitude: next.longitude };
}

const isSame = (one: Point, other: Point): boolean =>
  one.latitude === other.latitude && one.longitude === other.longitude;

const findText = "select latitude, longitude from shown_point where listing_id = $1 order by nth";

const keepText = `insert into shown_point (listing_id, nth, latitude, longitude)
  select $1::uuid, coalesce(max(nth), 0) + 1, $2::float8, $3::float8 from shown_point where listing_id = $1::uuid
  on conflict do nothing`;
