/** No more homes of a sample than this are looked at, and of all no more than those. */
export const [mostOfSample, mostOfAll] = [10_000, 16_384];

/** $1 marks of the index of words: how many homes have each. */
export const marksText = `select v.lexeme as mark, v.documents from unnest($1::text[]) m (lexeme) join vocab v using (lexeme)`;

const width = 16;
const lanes = 4;
const mask = Array.from({ length: lanes }, (_, lane) => 1n << BigInt(lane * width)).reduce((all, bit) => all | bit);
const packed = Array.from({ length: width }, (_, bit) => `sum(amenities >> ${bit} & ${mask})`).join(", ");

/** How many homes have each amenity, of four in each number. */
export const unpacked = (sums: readonly (string | null)[]): readonly number[] =>
  Array.from({ length: lanes * width }, (_, place) =>
    Number(BigInt.asUintN(width, BigInt(sums[place % width] ?? 0) >> BigInt(Math.floor(place / width) * width))),
  );

/** So many homes of a sample tell enough. */
export const telling = 250;

const inBox = (lot: number): string => `s.published ${lot > 0 ? `and in_lot(s.id, ${lot}) ` : ""}
      and point(s.lng, s.lat) <@ box(point($1::float8, $2::float8), point($3::float8, $4::float8))`;

/** $1 to $4 the box, $5 guests, $6 and $7 a cell's height and width. */
export const facetsText = (lot: number, most: number): string => `with h as materialized (
    select s.lat, s.lng, s.night, s.currency, s.room_type, s.amenities, s.instant from listing_search s
    where ${inBox(lot)} and s.max_guests >= $5::int limit ${most}
  ), c as materialized (select currency from h group by currency order by count(*) desc, currency limit 1
  ), r as materialized (
    select min(night) as low, greatest(percentile_disc(0.98) within group (order by night), min(night) + 11) as high
    from h where currency = (select currency from c)
  )
  select (select count(*)::int from h) as count,
    ${lot > 0 ? `case when (select count(*) from h) < ${telling} then (select count(*)::int from (select from listing_search s where ${inBox(lot)} limit ${most}) k) else 0 end` : "0"} as "inLot",
    (select count(*)::int from h where instant) as instant, (select currency from c) as currency,
    (select jsonb_agg(jsonb_build_object('roomType', g.room_type, 'count', g.n) order by g.n desc, g.room_type)
      from (select room_type, count(*) as n from h group by room_type) g) as rooms,
    (select array[${packed}]::text[] from h) as amenities,
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
