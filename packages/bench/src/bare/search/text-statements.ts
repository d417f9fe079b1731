import { summaryColumns } from "../listing-row.ts";

/** $1 what was typed, $2 the city or null: each word, in how many homes it is, and in how many of their titles. */
export const wordsText = `with asked as (
    select word, min(nth) as nth from unnest(search_words($1)) with ordinality w (word, nth) group by word
    union all
    select word, 1000 + nth from unnest(array['@' || search_fold($2), '@']) with ordinality p (word, nth)
    where word is not null
  )
  select a.word, coalesce(v.documents, 0) as documents, coalesce(h.documents, 0) as heads
  from asked a left join vocab v on v.lexeme = a.word left join vocab h on h.lexeme = '.' || a.word order by a.nth`;

/** $1 the words, $2 the city: those homes of the index of words that are in it, the best first. */
export const idsText = (inCity: boolean): string =>
  pageOf(`select r.* from (select s.id, s.quality from listing_search s
    where ${placeText(inCity, "$2")} and s.id = any(array(select listing_text_ids($1::tsquery, null::int))) offset 0) r
    order by r.quality desc, r.id desc`);

/** $1 the words, $2 the city: of its best homes those that have the words. */
export const walkText = (inCity: boolean, budget: number): string =>
  pageOf(`select w.* from (${bestText(inCity, { budget, city: "$2" })}) w
    where exists (select from listing_text t where t.id = w.id and t.words @@ $1::tsquery offset 0)
    order by w.quality desc, w.id desc`);

/** $1 the city: how many homes there are to walk, at most as many as may be. */
export const walkedText = (inCity: boolean, budget: number): string =>
  `select count(*)::int as walked from (${bestText(inCity, { budget, city: "$1" })}) w`;

const bestText = (inCity: boolean, { budget, city }: { readonly budget: number; readonly city: string }): string =>
  `select s.id, s.quality from listing_search s where ${placeText(inCity, city)}
    order by s.quality desc, s.id desc limit ${budget}`;

const placeText = (inCity: boolean, city: string): string =>
  inCity ? `s.published and s.city_key = (select search_fold(${city}::text))` : "s.published";

const pageOf = (found: string): string => `select ${summaryColumns} from (${found} limit 21) p
  join listing l on l.id = p.id order by p.quality desc, p.id desc`;
