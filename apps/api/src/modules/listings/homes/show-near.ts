import { randomInt } from "node:crypto";
import type { Sql } from "../../../platform/sql.ts";
import type { ListingRow } from "../listing-row.ts";
import type { Point } from "../sphere.ts";
import { pointAmong } from "./point-among.ts";

interface Placed {
  readonly hostId: string;
  /** Where the home is. */
  readonly home: Point;
  /** Where strangers have seen it until now. */
  readonly shown?: Point;
}

type Shown = Pick<ListingRow, "publicLatitude" | "publicLongitude">;

/**
 * The public point of a home that is new or moves. What was drawn is remembered by host and never across hosts: who
 * could try places until one has the point of another's home would know where that is.
 */
export async function showNear(sql: Sql, { hostId, home, shown }: Placed): Promise<Shown> {
  const [, drawn] = await Promise.all([
    sql.one("drawn_point_lock", "select pg_advisory_xact_lock(hashtextextended('points of ' || $1, 0))", [hostId]),
    sql.all<Point>("drawn_point_find", findText, [hostId]),
  ]);
  const keep = async (point: Point): Promise<void> => {
    if (drawn.some((one) => isSame(one, point))) return;
    drawn.push(point);
    await sql.run("drawn_point_keep", keepText, [hostId, point.latitude, point.longitude]);
  };
  if (shown) await keep(shown);
  const next = pointAmong({ home, drawn }, () => randomInt(2 ** 32) / 2 ** 32);
  await keep(next);
  return { publicLatitude: next.latitude, publicLongitude: next.longitude };
}

const isSame = (one: Point, other: Point): boolean =>
  one.latitude === other.latitude && one.longitude === other.longitude;

const findText = "select latitude, longitude from drawn_point where host_id = $1 order by nth";

const keepText = `insert into drawn_point (host_id, nth, latitude, longitude)
  select $1::uuid, coalesce(max(nth), 0) + 1, $2::float8, $3::float8 from drawn_point where host_id = $1::uuid`;
