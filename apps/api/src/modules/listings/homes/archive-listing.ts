import { ArchiveListingInput, Listing } from "@roost/contract";
import { type CommandScope, command } from "../../../platform/action.ts";
import { assertFound } from "../../../platform/assert-found.ts";
import { AppError } from "../../../platform/errors.ts";
import { findListingToChange, type ListingRow } from "../listing-row.ts";
import { listingFor } from "../listing-view.ts";
import { lastStayEnd } from "../occupancy.ts";
import { localDate } from "../stay-rules.ts";
import { changeListing } from "./change-listing.ts";
import { isItsHost } from "./change-policy.ts";
import { transition } from "./listing-lifecycle.ts";
import { refuseOtherVersion } from "./refuse-other-version.ts";

export const archiveListing = command({
  name: "listings.archive",
  summary: "Takes a home away for good, once no stay lies ahead. Its past stays and reviews remain.",
  input: ArchiveListingInput,
  output: Listing,
  load: ({ sql }, { listingId }) => findListingToChange(sql, listingId),
  may: isItsHost,
  async run(scope, { version }, listing) {
    assertFound(listing);
    refuseOtherVersion(listing, version);
    if (listing.status === "archived") return listingFor(scope, listing);
    const status = transition(listing.status, "archive");
    await refuseFutureStays(scope, listing);
    const change = { change: { status }, event: "listing.archived" } as const;
    return listingFor(scope, await changeListing(scope, listing, change));
  },
});

/** Asked under the row's lock, which every claim of nights takes first: none can slip in between. */
async function refuseFutureStays({ sql, now }: CommandScope, { id, timeZone }: ListingRow): Promise<void> {
  const until = await lastStayEnd(sql, id, localDate(now, timeZone));
  if (until === null) return;
  const detail = `Guests are staying in this home, or have booked or asked to, until ${until}.`;
  throw new AppError("listing.has_future_stays", { detail, details: { until } });
}
