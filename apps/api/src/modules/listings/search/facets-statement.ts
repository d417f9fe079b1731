import { amenityCatalogue } from "@roost/contract";
import { boxesOf, conjunction, type Filters, homeConditions, lettersOf, placeConditions } from "./search-conditions.ts";
import type { Bind, Box } from "./search-place.ts";
import { type Statement, totalConditions, totalIn } from "./search-statement.ts";

/** So many homes are counted at most: it bounds what a search of the whole world costs. */
export const maxCounted = 10_000;

/** And so many of a frequent word are looked at. */
export const maxFound = 20_000;

const buckets = 12;
const cellsAcross = 8;

/** The homes of a search, read once, and what they are counted by, as one row. */
export function facetsStatement(filters: Filters): Statement {
  const values: unknown[] = [];
  const bind: Bind = (value, type) => `$${values.push(value)}::${type}`;
  const { input, stay } = filters;
  const conditions = [...placeConditions(filters, bind), ...homeConditions(filters, bind)];
  if (input.currency !== undefined) conditions.push(["y", `s.currency = ${bind(input.currency, "text")}`]);
  if (stay && (input.minPrice !== undefined || input.maxPrice !== undefined)) {
    const total = totalIn({ stay, input }, bind)("s");
    conditions.push(...totalConditions({ stay, input }, { total, bind }));
  }
  const bits = amenityCatalogue.map((_amenity, index) => `sum(amenities >> ${index} & 1)::int`).join(", ");
  const isCut =
    filters.text?.by === "ids" && filters.text.most !== null
      ? `(select count(*) = ${maxFound} from listing_text_ids(${bind(filters.text.query, "tsquery")}, ${maxFound}))`
      : "false";
  const text = `with h as materialized (
      select s.lat, s.lng, s.night, s.currency, s.room_type, s.amenities, s.instant from listing_search s
      where ${conjunction(conditions)} limit ${maxCounted + 1}
    ), c as materialized (select currency from h group by currency order by count(*) desc, currency limit 1
    ), r as materialized (
      select min(night) as low, greatest(percentile_disc(0.98) within group (order by night), min(night) + ${buckets - 1}) as high
      from h where currency = (select currency from c)
    )
    select (select count(*)::int from h) as count, ${isCut} as "isCut", (select count(*)::int from h where instant) as instant,
      (select currency from c) as currency,
      (select jsonb_agg(jsonb_build_object('roomType', g.room_type, 'count', g.n) order by g.n desc, g.room_type)
        from (select room_type, count(*) as n from h group by room_type) g) as rooms,
      (select array[${bits}] from h) as amenities,
      (select jsonb_agg(jsonb_build_object('from', r.low + (r.high - r.low) * (b - 1) / ${buckets},
          'to', case b when ${buckets} then g.top else r.low + (r.high - r.low) * b / ${buckets} end, 'count', coalesce(g.n, 0)) order by b)
        from r cross join generate_series(1, ${buckets}) b
        left join (select least(width_bucket(night, r.low, r.high, ${buckets}), ${buckets}) as at, count(*) as n, max(night) as top
          from h, r where currency = (select currency from c) group by 1) g on g.at = b
        where g.n > 0) as prices,
      ${clustersOf(boxesOf(filters), bind)} as clusters`;
  return { shape: `${lettersOf(conditions)}${isCut === "false" ? "" : "c"}`, text, values };
}

/** Homes by the cells of a grid over the box; east of the antimeridian longitudes go on counting. */
function clustersOf(boxes: readonly Box[] | null, bind: Bind): string {
  const [first, last] = [boxes?.at(0), boxes?.at(-1)];
  if (!first || !last) return "null::jsonb";
  const { south, north, west } = first;
  const width = last.east - west + (boxes?.length === 2 ? 360 : 0);
  const [left, bottom] = [bind(west, "float8"), bind(south, "float8")];
  const cell = (extent: number) => bind(Math.max(extent, 1e-6) / cellsAcross, "float8");
  const cellOf = (distance: string, size: string) => `least(floor(${distance} / ${size}), ${cellsAcross - 1})`;
  return `(select jsonb_agg(jsonb_build_object('latitude', k.lat, 'longitude', k.lng, 'count', k.n, 'cheapest', k.cheapest)
        order by k.n desc, k.lat, k.lng)
      from (select avg(g.lat) as lat, case when avg(g.lng) > 180 then avg(g.lng) - 360 else avg(g.lng) end as lng,
          count(*) as n, min(g.night) filter (where g.currency = (select currency from c)) as cheapest
        from (select h.*, h.lng + case when h.lng < ${left} then 360 else 0 end as around from h) e
        cross join lateral (select e.lat, e.around as lng, e.night, e.currency) g
        group by ${cellOf(`(g.lat - ${bottom})`, cell(north - south))}, ${cellOf(`(g.lng - ${left})`, cell(width))}) k)`;
}
