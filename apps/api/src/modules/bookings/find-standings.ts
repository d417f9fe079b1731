import type { Sql } from "../../platform/sql.ts";
import type { GuestAt, Standing } from "../listings/index.ts";

/**
 * What somebody is to homes: he stays there from the confirmation until the time for a review is over, two weeks after
 * check-out, so long as nobody cancels; with any other booking he has booked.
 */
export async function findStandings(
  sql: Sql,
  { guestId, listingIds }: GuestAt,
): Promise<ReadonlyMap<string, Standing>> {
  const rows = await sql.all<Found>("booking_standings", standingsText, [guestId, listingIds]);
  return new Map(rows.map(({ listingId, isStaying }) => [listingId, isStaying ? "staying" : "booked"]));
}

interface Found {
  readonly listingId: string;
  readonly isStaying: boolean;
}

const standingsText = `select listing_id as "listingId",
    bool_or(state in ('confirmed', 'checked_in') or (state = 'completed' and review_by > roost_now())) as "isStaying"
  from booking where guest_id = $1 and listing_id = any($2::uuid[]) group by listing_id`;
