import { Listing, PublishListingInput } from "@roost/contract";
import { command } from "../../platform/action.ts";
import { assertFound } from "../../platform/assert-found.ts";
import { envPort } from "../../platform/settings.ts";
import { changeListing } from "./homes/change-listing.ts";
import { isItsHost } from "./homes/change-policy.ts";
import { transition } from "./homes/listing-lifecycle.ts";
import { refuseOtherVersion } from "./homes/refuse-other-version.ts";
import { findListingToChange } from "./listing-row.ts";
import { listingFor } from "./listing-view.ts";

export const publishListing = command({
  name: "listings.publish",
  summary: "Shows a home to everybody, or hands it to the operators where homes need approval; done already, it stays.",
  input: PublishListingInput,
  output: Listing,
  load: ({ sql }, { listingId }) => findListingToChange(sql, listingId),
  may: isItsHost,
  async run(scope, { version }, listing) {
    assertFound(listing);
    refuseOtherVersion(listing, version);
    const needsApproval = envPort.from(scope).LISTINGS_NEED_APPROVAL;
    const isDone = listing.status === "published" || (needsApproval && listing.status === "pending_approval");
    if (isDone) return listingFor(scope, listing);
    const status = transition(listing.status, needsApproval ? "submit" : "publish");
    const event = needsApproval ? "listing.changed" : "listing.published";
    return listingFor(scope, await changeListing(scope, listing, { change: { status }, event }));
  },
});
