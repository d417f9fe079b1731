import type pg from "pg";

/** The ids of all homes, in the order of the source's ids, so that it is the same in every run. */
export async function listHomes(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>("select id from listing order by external_id");
  return rows.map(({ id }) => id);
}

/** Takes seven nights of every 36 of the coming year, other ones in each home: a fifth of all nights. */
export async function fillCalendars(client: pg.Client): Promise<void> {
  await client.query(`insert into occupancy (id, listing_id, nights, occupied, kind, reference)
    select gen_random_uuid(), l.id, n.nights, n.nights, 'block', 'bench'
    from listing l cross join generate_series(0, 9) as k
    cross join lateral (select current_date + k * 36 + (hashtext(l.external_id || ' ' || k) & 2147483647) % 29 as first) f
    cross join lateral (select daterange(f.first, f.first + 7) as nights) n`);
  await client.query("vacuum (analyze) occupancy");
}
