import type { ListingFacets } from "@roost/contract";
import type { Sql } from "../../../platform/sql.ts";
import { betterLot, boundsOf, homesOf, homesOfEach, isOfMap, leastTelling, lotOf, mostOf } from "./facets-lots.ts";
import { FacetsRow, facetsOf } from "./facets-of.ts";
import { facetsStatement } from "./facets-statement.ts";
import type { Filters } from "./search-conditions.ts";
import { statementName } from "./statement-name.ts";
import type { SearchedText } from "./text/find-text.ts";

interface Asked {
  readonly filters: Omit<Filters, "text">;
  readonly text: SearchedText;
}

// What was expected may be wrong by much: homes that came in the last seconds, words that never meet.
const mostTries = 4;

/** Few homes are counted one by one, of many an even sample: it costs the same, however many there are. */
export async function countFacets(sql: Sql, { filters, text }: Asked, bounds = boundsOf(text)): Promise<ListingFacets> {
  const { documents } = text.whole;
  const isMap = isOfMap(text);
  let [lot, least] = [lotOf(documents, bounds), 0];
  for (let tries = 1; ; tries += 1) {
    const most = mostOf(lot, bounds);
    const asked = { ...filters, text: homesOf(text, lot, bounds) };
    const statement = facetsStatement(asked, { most, mapLot: isMap ? lot : 0, few: leastTelling(bounds) });
    const found = await sql.one(statementName("facets", statement.shape), statement.text, statement.values);
    const row = FacetsRow.parse(found);
    const isCut = row.count === most || (!isMap && row.named === most);
    if (isCut) least = lot + bounds.step;
    const next = betterLot({ ...row, lot, isCut, least, documents }, bounds);
    if (next === lot || tries === mostTries)
      return facetsOf(row, { isSampled: isCut || lot > 0, each: homesOfEach(row, lot, text) });
    lot = next;
  }
}
