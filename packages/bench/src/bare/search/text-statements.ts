import { summaryColumns } from "../listing-row.ts";

/** From the best quality to the worst that is above a home without reviews. */
export const levelMarks: readonly string[] = Array.from(
  { length: 35 },
  (_, index) => `~${String(35 - index).padStart(2, "0")}`,
);

/** $1 what was typed, $2 the city or null, $3 marks: each, in how many homes it is, and words in how many of their titles. */
export const wordsText = `with asked as (
    select word, min(nth) as nth from unnest(search_words($1)) with ordinality w (word, nth) group by word
    union all
    select word, 1000 + nth from unnest(array['@' || search_fold($2), '@'] || $3::text[]) with ordinality p (word, nth)
    where word is not null
  )
  select a.word, coalesce(v.documents, 0) as documents, coalesce(h.documents, 0) as heads
  from asked a left join vocab v on v.lexeme = a.word
  left join vocab h on a.nth < 1000 and h.lexeme = '.' || a.word order by a.nth`;

/** $1 the words, $2 the city: those homes of the index of words that are in it, the best first. */
export const idsText = (inCity: boolean): string =>
  namedText(inCity, "array(select listing_text_ids($1::tsquery, null::int))");

/** $1 homes, $2 the city: the same of those. */
export const foundText = (inCity: boolean): string => namedText(inCity, "$1::uuid[]");

const namedText = (inCity: boolean, ids: string): string =>
  pageOf(`select r.* from (select s.id, s.quality from listing_search s
    where ${placeText(inCity, "$2")} and s.id = any(${ids}) offset 0) r
    order by r.quality desc, r.id desc`);

/** $1 the words, $2 how many are counted, $3 of how many all are wanted: how many homes have them, and which. */
export const meetingText = `select count(*)::int as named, case when count(*) <= $3::int then coalesce(array_agg(id)::text[], '{}') end as ids
  from listing_text_ids($1::tsquery, $2::int) id`;

/** $1 the words, $2 the city: of its best homes those that have the words. */
export const walkText = (): string =>
  pageOf(`select s.* from (select s.id, s.quality from listing_search s
    where ${placeText(true, "$2")} order by s.quality desc, s.id desc limit 512) s
    where exists (select from listing_text t where t.id = s.id and t.words @@ $1::tsquery offset 0)
    order by s.quality desc, s.id desc`);

const placeText = (inCity: boolean, city: string): string =>
  inCity ? `s.published and s.city_key = (select search_fold(${city}::text))` : "s.published";

const pageOf = (found: string): string => `select ${summaryColumns} from (${found} limit 21) p
  join listing l on l.id = p.id order by p.quality desc, p.id desc`;
