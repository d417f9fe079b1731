import { amenityCatalogue } from "@roost/contract";
import type pg from "pg";

export interface FacetSearch {
  /** west,south,east,north */
  readonly box: string;
  readonly guests: number;
}

interface FacetsRow {
  readonly count: number;
  readonly instant: number;
  readonly currency: string | null;
  readonly rooms: readonly object[] | null;
  readonly amenities: readonly (number | null)[];
  readonly prices: readonly { readonly from: number; readonly to: number; readonly count: number }[] | null;
  readonly clusters: readonly { readonly cheapest: number | null }[] | null;
}

const maxCounted = 10_000;
const cells = 8;

/** How the homes of a box are made up, and where they stand. */
export async function countFacets(pool: pg.Pool, { box, guests }: FacetSearch): Promise<object> {
  const [west = 0, south = 0, east = 0, north = 0] = box.split(",").map(Number);
  const values = [west, south, east, north, guests, (north - south) / cells, (east - west) / cells];
  const { rows } = await pool.query<FacetsRow>({ name: "facets", text, values });
  const [row] = rows;
  if (!row) throw new Error("facets are one row");
  const money = (amount: number) => ({ amount, currency: row.currency ?? "EUR" });
  return {
    count: Math.min(row.count, maxCounted),
    isCapped: row.count > maxCounted,
    instant: row.instant,
    roomTypes: row.rooms ?? [],
    amenities: amenityCatalogue
      .map(({ code }, index) => ({ amenity: code, count: Math.min(row.amenities[index] ?? 0, maxCounted) }))
      .filter(({ count }) => count > 0)
      .toSorted((a, b) => b.count - a.count),
    prices: (row.prices ?? []).map(({ from, to, count }) => ({ from: money(from), to: money(to), count })),
    clusters: (row.clusters ?? []).map((cluster) => ({
      ...cluster,
      cheapest: cluster.cheapest === null ? null : money(cluster.cheapest),
    })),
  };
}

const bits = amenityCatalogue.map((_amenity, index) => `sum(amenities >> ${index} & 1)::int`).join(", ");

const text = `with h as materialized (
    select s.lat, s.lng, s.night, s.currency, s.room_type, s.amenities, s.instant from listing_search s
    where s.published and point(s.lng, s.lat) <@ box(point($1::float8, $2::float8), point($3::float8, $4::float8))
      and s.max_guests >= $5::int limit ${maxCounted + 1}
  ), c as materialized (select currency from h group by currency order by count(*) desc, currency limit 1
  ), r as materialized (
    select min(night) as low, greatest(percentile_disc(0.98) within group (order by night), min(night) + 11) as high
    from h where currency = (select currency from c)
  )
  select (select count(*)::int from h) as count, (select count(*)::int from h where instant) as instant,
    (select currency from c) as currency,
    (select jsonb_agg(jsonb_build_object('roomType', g.room_type, 'count', g.n) order by g.n desc, g.room_type)
      from (select room_type, count(*) as n from h group by room_type) g) as rooms,
    (select array[${bits}] from h) as amenities,
    (select jsonb_agg(jsonb_build_object('from', r.low + (r.high - r.low) * (b - 1) / 12,
        'to', case b when 12 then g.top else r.low + (r.high - r.low) * b / 12 end, 'count', coalesce(g.n, 0)) order by b)
      from r cross join generate_series(1, 12) b
      left join (select least(width_bucket(night, r.low, r.high, 12), 12) as at, count(*) as n, max(night) as top
        from h, r where currency = (select currency from c) group by 1) g on g.at = b
      where g.n > 0) as prices,
    (select jsonb_agg(jsonb_build_object('latitude', k.lat, 'longitude', k.lng, 'count', k.n, 'cheapest', k.cheapest)
      order by k.n desc, k.lat, k.lng)
    from (select avg(h.lat) as lat, avg(h.lng) as lng, count(*) as n,
        min(h.night) filter (where h.currency = (select currency from c)) as cheapest
      from h
      group by least(floor((h.lat - $2::float8) / $6::float8), 7), least(floor((h.lng - $1::float8) / $7::float8), 7)) k
    ) as clusters`;
