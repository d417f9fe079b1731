import { packedCounts } from "./amenity-counts.ts";
import { boxesOf, conjunction, type Filters, homeConditions, lettersOf, placeConditions } from "./search-conditions.ts";
import type { Bind, Box } from "./search-place.ts";
import { type Statement, totalConditions, totalIn } from "./search-statement.ts";
import { namedLetter, searchRows, type TextFilter } from "./text/text-filter.ts";

const buckets = 12;
const cellsAcross = 8;

interface Counted {
  readonly most: number;
  /** One home of two to the power of it, where the map's points have an index of this lot; 0: all. */
  readonly mapLot: number;
  /** Of fewer than so many it is worth knowing from how many homes of the lot they were chosen. */
  readonly few: number;
}

/** The homes of a search, `most` of them, read once, and what they are counted by, as one row. */
export function facetsStatement(filters: Filters, { most, mapLot, few }: Counted): Statement {
  const values: unknown[] = [];
  const bind: Bind = (value, type) => `$${values.push(value)}::${type}`;
  const { input, stay, text: filter } = filters;
  const boxes = boxesOf(filters);
  const named = filter?.by === "ids" ? namedHomes(filter, bind) : null;
  const place = placeConditions(filters, bind);
  // As a number in the text, not a value: only so Postgres knows which of the indexes it may read.
  if (mapLot > 0) place.push([`o${mapLot}`, `in_lot(s.id, ${mapLot})`]);
  const rows = named ? named.homes : searchRows(null, boxes, bind);
  const conditions = [...place, ...homeConditions(filters, bind)];
  if (input.currency !== undefined) conditions.push(["y", `s.currency = ${bind(input.currency, "text")}`]);
  if (stay && (input.minPrice !== undefined || input.maxPrice !== undefined)) {
    const total = totalIn({ stay, input }, bind)("s");
    conditions.push(...totalConditions({ stay, input }, { total, bind }));
  }
  const ofLot = `case when (select count(*) from h) < ${few} then
      (select count(*)::int from (select from ${rows} s where ${conjunction(place)} limit ${most}) k) else 0 end`;
  const countNamed = named ? "(select count(*)::int from n)" : mapLot > 0 ? ofLot : "0";
  const text = `with ${named ? `n as materialized (${named.ids}), ` : ""}h as materialized (
      select s.lat, s.lng, s.night, s.currency, s.room_type, s.amenities, s.instant from ${rows} s
      where ${conjunction(conditions)} limit ${most}
    ), c as materialized (select currency from h group by currency order by count(*) desc, currency limit 1
    ), r as materialized (
      select min(night) as low, greatest(percentile_disc(0.98) within group (order by night), min(night) + ${buckets - 1}) as high
      from h where currency = (select currency from c)
    )
    select (select count(*)::int from h) as count, ${countNamed} as named,
      (select count(*)::int from h where instant) as instant, (select currency from c) as currency,
      (select jsonb_agg(jsonb_build_object('roomType', g.room_type, 'count', g.n) order by g.n desc, g.room_type)
        from (select room_type, count(*) as n from h group by room_type) g) as rooms,
      (select ${packedCounts("amenities")} from h) as amenities,
      (select jsonb_agg(jsonb_build_object('from', r.low + (r.high - r.low) * (b - 1) / ${buckets},
          'to', case b when ${buckets} then g.top else r.low + (r.high - r.low) * b / ${buckets} end, 'count', coalesce(g.n, 0)) order by b)
        from r cross join generate_series(1, ${buckets}) b
        left join (select least(width_bucket(night, r.low, r.high, ${buckets}), ${buckets}) as at, count(*) as n, max(night) as top
          from h, r where currency = (select currency from c) group by 1) g on g.at = b
        where g.n > 0) as prices,
      ${clustersOf(boxes, bind)} as clusters`;
  return {
    shape: `${namedLetter(filter)}${lettersOf(conditions)}_${most}${mapLot > 0 ? `_${few}` : ""}`,
    text,
    values,
  };
}

/**
 * Those that the index of words names, and their rows. Each is looked up by its id, whatever else is asked: an index of the
 * place would compare every home of it with every id.
 */
const namedHomes = ({ query, most }: Extract<TextFilter, { readonly by: "ids" }>, bind: Bind) => ({
  ids: `select listing_text_ids(${bind(query, "tsquery")}, ${bind(most, "int")}) as id`,
  homes: "(select * from listing_search where id = any(array(select id from n)) offset 0)",
});

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
