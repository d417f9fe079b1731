import { Listing, ListingIdInput } from "@roost/contract";
import { type Actor, query, type Verdict } from "../../platform/action.ts";
import { assertFound } from "../../platform/assert-found.ts";
import { findListingFor, findListings, type ListingRow } from "./listing-row.ts";
import { isInsider, listingFor } from "./listing-view.ts";

export const getListing = query({
  name: "listings.get",
  summary: "A home: published for everybody, a draft for its host. Strangers see a point near it.",
  input: ListingIdInput,
  output: Listing,
  load: (scope, { listingId }) => findListingFor(scope, listingId),
  loadMany: ({ sql }, inputs) =>
    findListings(
      sql,
      inputs.map(({ listingId }) => listingId),
    ),
  may: isShown,
  async run(scope, _input, listing) {
    assertFound(listing);
    return listingFor(scope, listing);
  },
});

function isShown(actor: Actor | null, listing: ListingRow | undefined): Verdict {
  if (!listing) return "hidden";
  return listing.status === "published" || isInsider(actor, listing) ? true : "hidden";
}
