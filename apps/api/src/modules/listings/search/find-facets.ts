import { createHash } from "node:crypto";
import { ListingFacets, ListingFacetsInput } from "@roost/contract";
import { type Actor, type QueryScope, query } from "../../../platform/action.ts";
import { assertThere } from "../../../platform/assert-found.ts";
import { cachePort } from "../../../platform/cache.ts";
import { anyone, isAdmin } from "../../../platform/policies.ts";
import { countFacets } from "./count-facets.ts";
import { boxesOf } from "./search-conditions.ts";
import { wantedBy } from "./search-input.ts";
import { stayOf } from "./search-listings.ts";
import { searchSqlPort } from "./search-sql.ts";
import { findText } from "./text/find-text.ts";

export const findFacets = query({
  name: "listings.facets",
  summary: "How the homes of a search are made up: by room, amenity and price, and where they stand on a map.",
  input: ListingFacetsInput,
  output: ListingFacets,
  may: anyone,
  async run(scope, input) {
    const count = () => facetsNow(scope, input);
    if (maySeeChanges(scope.actor)) return count();
    // Many look at the map of the same city, and counting thousands of homes costs more than a page of them.
    const key = `facets:${createHash("sha256").update(JSON.stringify(input)).digest("base64url")}`;
    const facets = await cachePort.from(scope).getOrRead({ key, tags: [] }, count);
    assertThere(facets, "facets were counted and are not there");
    return facets;
  },
});

/** Whoever may have changed a home counts it as it is now. */
const maySeeChanges = (actor: Actor | null): boolean =>
  actor !== null && (actor.kind === "system" || actor.roles.includes("host") || isAdmin(actor));

async function facetsNow(scope: QueryScope, input: ListingFacetsInput): Promise<ListingFacets> {
  const { point, box, dates } = wantedBy(input);
  const stay = dates && (await stayOf(scope, dates));
  const sql = searchSqlPort.from(scope);
  const text = await findText(sql, { ...input, boxes: boxesOf({ point, box }) });
  return countFacets(sql, { filters: { input, point, box, stay }, text });
}
