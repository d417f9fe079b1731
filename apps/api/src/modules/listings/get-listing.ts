import { Listing, ListingIdInput } from "@roost/contract";
import { type Actor, query, type Verdict } from "../../platform/action.ts";
import { assertFound } from "../../platform/assert-found.ts";
import { type Standing, standingsOf } from "./homes/standings.ts";
import { findListingFor, findListings, type ListingRow } from "./listing-row.ts";
import { isInsider, listingFor } from "./listing-view.ts";

export const getListing = query({
  name: "listings.get",
  summary: "A home: published for everybody, else for its host and who has booked it. Strangers see a point near it.",
  input: ListingIdInput,
  output: Listing,
  // Both are asked at once, so that what a guest is to a home costs nobody a round trip.
  async load(scope, { listingId }): Promise<Seen | undefined> {
    const [listing, standings] = await Promise.all([findListingFor(scope, listingId), standingsOf(scope, [listingId])]);
    return listing && { listing, standing: standings.get(listingId) };
  },
  async loadMany(scope, inputs): Promise<(Seen | undefined)[]> {
    const ids = inputs.map(({ listingId }) => listingId);
    const [listings, standings] = await Promise.all([findListings(scope.sql, ids), standingsOf(scope, ids)]);
    return listings.map((listing) => listing && { listing, standing: standings.get(listing.id) });
  },
  may: isShown,
  async run(scope, _input, seen) {
    assertFound(seen);
    return listingFor(scope, seen.listing, seen.standing);
  },
});

interface Seen {
  readonly listing: ListingRow;
  readonly standing: Standing | undefined;
}

function isShown(actor: Actor | null, seen: Seen | undefined): Verdict {
  if (!seen) return "hidden";
  const { listing, standing } = seen;
  return listing.status === "published" || isInsider(actor, listing) || standing !== undefined ? true : "hidden";
}
