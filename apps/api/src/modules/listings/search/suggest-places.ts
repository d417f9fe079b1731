import { PlaceSuggestions, SuggestPlacesInput } from "@roost/contract";
import type { z } from "zod";
import { query } from "../../../platform/action.ts";
import { anyone } from "../../../platform/policies.ts";

type Place = z.output<typeof PlaceSuggestions>["data"][number];

export const suggestPlaces = query({
  name: "listings.suggestPlaces",
  summary: "Cities whose name begins like this, or nearly: those with homes first.",
  input: SuggestPlacesInput,
  output: PlaceSuggestions,
  may: anyone,
  async run({ sql }, { q, limit }) {
    return { data: await sql.all<Place>("place_suggest", suggestText, [q, limit]) };
  },
});

// What begins so comes before what would if two neighbouring letters changed places (short names with swapped letters share
// too few trigrams), and that before what only sounds so. Where homes are, vocab knows; of the others the shipped ones are shown.
const candidates = `asked as materialized (select search_fold($1) as name), typed as materialized (
    select name, 2 as nearness from asked where name <> ''
    union all
    select left(name, i - 1) || substr(name, i + 1, 1) || substr(name, i, 1) || substr(name, i + 2), 1
    from asked cross join generate_series(1, length(name) - 1) i where length(name) between 4 and 40
  ), candidate as materialized (
    select city_key, max(nearness) as nearness from (
      select b.city_key, t.nearness from typed t cross join lateral (
        (select substr(v.lexeme, 2) collate "default" as city_key from (
            select lexeme, documents from vocab
            where lexeme >= ('@' || t.name) and lexeme < ('@' || t.name || chr(1114111)) order by lexeme limit 5000) v
          where v.documents > 0 order by v.documents desc limit 50)
        union all
        (select p.city_key from (
            select city_key, time_zone from place
            where city_key ~>=~ t.name and city_key ~<~ (t.name || chr(1114111)) and city_key <> ''
            order by city_key using ~<~ limit 2000) p
          where p.time_zone is not null limit 50)) b
      union all
      (select p.city_key, 0 from place p cross join asked a
        where length(a.name) >= 4 and p.city_key % a.name and p.city_key <> ''
        order by similarity(p.city_key, a.name) desc limit 50)) c
    group by city_key
  )`;

// A name that is in one country only has as many homes as vocab counts; of two of a name each is counted by the index of
// words, for the few that are shown.
const shown = `ranked as materialized (
    select p.*, c.nearness, similarity(p.city_key, a.name) as likeness, coalesce(v.documents, 0) as documents,
      count(*) over (partition by p.city_key) > 1 as is_shared
    from asked a cross join candidate c
    cross join lateral (select * from place where city_key = c.city_key and city_key <> '' limit 250) p
    left join lateral (select documents from vocab where lexeme = '@' || c.city_key limit 1) v on true
    where p.time_zone is not null or v.documents > 0
    order by c.nearness desc, coalesce(v.documents, 0) > 0 desc, likeness desc, v.documents desc nulls last, p.time_zone is null, p.city_key, p.country
    limit $2 + 5
  ), shown as materialized (
    select r.*, case when r.is_shared then (
        select count(*)::int from listing_text_ids((
          '''@' || replace(replace(r.city_key, '\\', '\\\\'), '''', '''''') || ''' & ''@' || r.country || '''')::tsquery, 1000))
      else least(r.documents, 1000) end as homes
    from ranked r
  )`;

// Cities that are not shipped are called and stand as most of their best homes say: the first of them said it once, and may
// have been anybody's. Without a home there they are nobody's.
const suggestText = `with ${candidates}, ${shown}
  select coalesce(o.name, s.name) as name, s.country, case when o.name is null then s.region else o.region end as region,
    coalesce(o.latitude, s.latitude) as latitude, coalesce(o.longitude, s.longitude) as longitude, s.homes
  from shown s left join lateral (
    select mode() within group (order by l.city) as name, mode() within group (order by l.region) as region,
      percentile_disc(0.5) within group (order by h.lat) as latitude,
      percentile_disc(0.5) within group (order by h.lng) as longitude
    from (select id, country, lat, lng from listing_search
      where published and city_key = s.city_key order by quality desc, id desc limit 30) h
    join listing l on l.id = h.id where h.country = s.country and s.time_zone is null
  ) o on true
  where s.homes > 0 or s.time_zone is not null
  order by s.nearness desc, s.homes > 0 desc, s.likeness desc, s.homes desc, s.city_key, s.country limit $2`;
