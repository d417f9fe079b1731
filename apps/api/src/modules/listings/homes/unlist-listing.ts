import { Listing, UnlistListingInput } from "@roost/contract";
import { command } from "../../../platform/action.ts";
import { assertFound } from "../../../platform/assert-found.ts";
import { findListingToChange } from "../listing-row.ts";
import { listingFor } from "../listing-view.ts";
import { changeListing } from "./change-listing.ts";
import { isItsHost } from "./change-policy.ts";
import { transition } from "./listing-lifecycle.ts";
import { refuseOtherVersion } from "./refuse-other-version.ts";

export const unlistListing = command({
  name: "listings.unlist",
  summary: "Takes a home off the market until it is published again; its stays go on. An unlisted home stays as it is.",
  input: UnlistListingInput,
  output: Listing,
  load: ({ sql }, { listingId }) => findListingToChange(sql, listingId),
  may: isItsHost,
  async run(scope, { version }, listing) {
    assertFound(listing);
    refuseOtherVersion(listing, version);
    if (listing.status === "unlisted") return listingFor(scope, listing);
    const status = transition(listing.status, "unlist");
    return listingFor(scope, await changeListing(scope, listing, { change: { status } }));
  },
});
