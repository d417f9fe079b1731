import type { Sql } from "../../platform/sql.ts";
import type { ToldNights } from "./feeds/feed-changes.ts";

/** A row of `occupancy`, as the home's own calendar says it. */
interface Told {
  readonly id: string;
  readonly revision: number;
}

/**
 * Remembers which nights, as they are, stood in the home's own calendar when somebody read it. A row that somebody
 * writes at this moment is passed by: it is remembered at the next reading.
 */
export async function rememberTold(sql: Sql, told: readonly Told[]): Promise<void> {
  if (told.length === 0) return;
  await sql.run("occupancy_tell", tellText, [told.map(({ id }) => id), told.map(({ revision }) => revision)]);
}

const tellText = `with read as (
    select o.id from occupancy o join unnest($1::uuid[], $2::int[]) t (id, revision) on t.id = o.id and t.revision = o.revision
    order by o.id for no key update of o skip locked
  )
  update occupancy o set told_revision = o.revision from read where o.id = read.id`;

/** The nights of a home that other sites may have read of. */
export const toldNights = (sql: Sql, listingId: string): Promise<readonly ToldNights[]> =>
  sql.all<ToldNights>("occupancy_told", toldText, [listingId]);

const toldText = `select lower(nights) as first, upper(nights) as until
  from occupancy where listing_id = $1 and kind in ('booking', 'block') and told_revision = revision`;
