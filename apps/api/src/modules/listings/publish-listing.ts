import { Listing, ListingIdInput } from "@roost/contract";
import { type Actor, command, type Verdict } from "../../platform/action.ts";
import { assertFound } from "../../platform/assert-found.ts";
import { findListingToChange, type ListingRow } from "./listing-row.ts";
import { isHostOf, isInsider, listingFor } from "./listing-view.ts";

export const publishListing = command({
  name: "listings.publish",
  summary: "Shows a draft to everybody; a published listing stays as it is.",
  input: ListingIdInput,
  output: Listing,
  load: ({ sql }, { listingId }) => findListingToChange(sql, listingId),
  may: isItsHost,
  async run(scope, _input, listing) {
    const { tx, actor } = scope;
    assertFound(listing);
    if (listing.status === "published") return listingFor(actor, listing);
    const change = { status: "published", version: listing.version + 1 } as const;
    await tx.listing.update({ where: { id: listing.id }, data: change, select: { id: true } });
    scope.emit("listing.published", { listingId: listing.id });
    return listingFor(actor, { ...listing, ...change });
  },
});

// Who is not signed in learns nothing, not even whether the listing exists.
function isItsHost(actor: Actor | null, listing: ListingRow | undefined): Verdict {
  if (actor === null) return "sign-in";
  if (!listing) return "hidden";
  if (isHostOf(actor, listing)) return true;
  return listing.status === "published" || isInsider(actor, listing) ? "forbidden" : "hidden";
}
