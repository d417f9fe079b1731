import type { Sql } from "../../../../platform/sql.ts";
import type { Sweep } from "../../../../platform/sweeps.ts";

/** So many changes are counted at once, and so many words of theirs: few homes write books. */
const [most, mostWords] = [100, 20_000];

/** Counts the words of homes that came or went. Answers how many changes those were. */
export async function countWords(sql: Sql): Promise<number> {
  for (let changes = 0; ; ) {
    const counted = await sql.one<Counted>("vocab_count", countText, [most, mostWords]);
    const { taken = 0, unused = [] } = counted ?? {};
    if (unused.length > 0) await sql.run("vocab_unused", unusedText, [unused]);
    changes += taken;
    if (taken === 0) return changes;
  }
}

interface Counted {
  readonly taken: number;
  /** Words that no home has any more. */
  readonly unused: readonly string[];
}

/** Corrections and plans follow what hosts write within seconds; what is found does at once. */
export const vocabSweep = (sql: Sql): Sweep => ({
  name: "search vocabulary",
  everyMs: 5_000,
  run: () => countWords(sql),
});

// In the order of the words, so that two processes never wait for each other in a circle.
const countText = `with taken as (
    delete from vocab_change where id = any(array(
      select id from (
        select id, sum(words) over (order by id) - words as before from (
          select id, coalesce(length(gone), 0) + coalesce(length(came), 0) as words
          from vocab_change order by id limit $1 for update skip locked) w) b
      where before < $2)) returning gone, came
  ), written as (
    insert into vocab as v (lexeme, documents)
    select lexeme, sum(change) from (
      select unnest(tsvector_to_array(gone)) as lexeme, -1 as change from taken
      union all select unnest(tsvector_to_array(came)), 1 from taken) c
    group by lexeme having sum(change) <> 0 order by lexeme collate "C"
    on conflict (lexeme) do update set documents = v.documents + excluded.documents
    returning lexeme, documents
  )
  select (select count(*)::int from taken) as taken, array(select lexeme from written where documents = 0) as unused`;

const unusedText = `delete from vocab where lexeme = any(array(
    select lexeme from vocab where lexeme = any($1::text[]) and documents = 0 order by lexeme for update skip locked))
  and documents = 0`;
