import type { Sql } from "../../platform/sql.ts";

/**
 * Makes a home's external nights what its calendars elsewhere say, but for nights that something here has: those wait,
 * and are taken by the next call after it is gone. The home's row is locked first, as by everybody who takes nights.
 * Whoever frees nights calls it, in the same transaction.
 */
export async function settleExternalNights(sql: Sql, listingId: string): Promise<void> {
  await Promise.all([
    sql.one("external_lock", "select id from listing where id = $1 for no key update", [listingId]),
    sql.run("external_settle", settleText, [listingId]),
    sql.run("external_states", statesText, [listingId]),
  ]);
}

const settleText = `with own as (
    select coalesce(range_agg(nights), '{}'::datemultirange) as nights
    from occupancy where listing_id = $1::uuid and kind <> 'external'
  ), wanted as (
    select e.id::text as reference, piece as nights
    from feed_event e cross join own
    cross join lateral unnest(datemultirange(daterange(e.first, e.until)) - own.nights) piece
    where e.listing_id = $1::uuid and e.state <> 'echo'
  ), gone as (
    delete from occupancy o where o.listing_id = $1::uuid and o.kind = 'external'
      and not exists (select from wanted w where w.reference = o.reference and w.nights = o.nights)
  )
  insert into occupancy (id, listing_id, nights, occupied, kind, reference)
  select uuidv7(), $1::uuid, w.nights, w.nights, 'external', w.reference from wanted w
  where not exists (select from occupancy o
    where o.listing_id = $1::uuid and o.kind = 'external' and o.reference = w.reference and o.nights = w.nights)
  on conflict do nothing`;

const statesText = `update feed_event e set state = n.state
  from (
    select e.id, case when exists (select from occupancy o where o.listing_id = $1::uuid and o.kind <> 'external'
        and o.nights && daterange(e.first, e.until)) then 'clashing' else 'taken' end::feed_event_state as state
    from feed_event e where e.listing_id = $1::uuid and e.state <> 'echo'
  ) n
  where e.id = n.id and e.state <> n.state`;
