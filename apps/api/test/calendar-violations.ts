/** Statements that break what must hold of calendars elsewhere. */
export const calendarViolations: Readonly<Record<string, readonly string[]>> = {
  "calendar.external": [
    `insert into occupancy (id, listing_id, nights, occupied, kind, reference)
     select gen_random_uuid(), id, '[2031-01-01,2031-01-02)', '[2031-01-01,2031-01-02)', 'external', 'x' from listing`,
  ],
  "calendar.covered": [
    `with f as (
       insert into calendar_feed (id, listing_id, name, url, created_at, next_sync_at)
       select gen_random_uuid(), id, 'A', 'https://feeds.example.com', now(), now() from listing limit 1 returning *)
     insert into feed_event (id, feed_id, listing_id, uid, part, first, until, state)
     select gen_random_uuid(), id, listing_id, 'a', '', '2031-01-01', '2031-01-02', 'taken' from f`,
  ],
};
