import { Listing, ListingIdInput } from "@roost/contract";
import { query } from "../../platform/action.ts";
import { assertFound } from "../../platform/assert-found.ts";
import { standingsOf } from "./homes/standings.ts";
import { findListings } from "./listing-row.ts";
import { listingFor } from "./listing-view.ts";
import { findShownHome, isShown, type ShownHome } from "./shown-home.ts";

export const getListing = query({
  name: "listings.get",
  summary: "A home: published for everybody, else for its host and who has booked it. Strangers see a point near it.",
  input: ListingIdInput,
  output: Listing,
  load: (scope, { listingId }) => findShownHome(scope, listingId),
  async loadMany(scope, inputs): Promise<(ShownHome | undefined)[]> {
    const ids = inputs.map(({ listingId }) => listingId);
    const [listings, standings] = await Promise.all([findListings(scope.sql, ids), standingsOf(scope, ids)]);
    return listings.map((listing) => listing && { listing, standing: standings.get(listing.id) });
  },
  may: (actor, home) => isShown(actor, home),
  async run(scope, _input, seen) {
    assertFound(seen);
    return listingFor(scope, seen.listing, seen.standing);
  },
});
