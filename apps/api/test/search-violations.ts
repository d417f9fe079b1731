/** What makes the queries about search rows find something. */
export const searchViolations: Readonly<Record<string, readonly string[]>> = {
  "search.terms": [
    `update listing_search set ks = ks + 1`,
    `update listing_search set published = not published`,
    `delete from listing_search`,
    `insert into rate select id, current_date, current_date + 3, 100 from listing`,
    `update listing set city = 'Elsewhere'`,
  ],
  "search.calendar": [
    `update listing_search set booked = '{}' where booked <> '{}'`,
    `update listing_search set blocked = '{[2020-01-01,2099-01-01)}'`,
    `update listing_search set held = null where held is not null`,
    `delete from occupancy where kind = 'booking'`,
  ],
  "search.text": [
    `update listing set description = 'Something else'`,
    `update listing set status = 'suspended'`,
    `update listing_text set words = words || 'other'`,
    `delete from listing_text`,
  ],
  "search.vocabulary": [
    `update vocab set documents = documents + 1`,
    `delete from vocab`,
    `insert into vocab_change (came) select words from listing_text`,
    `delete from listing_text`,
  ],
};
