import type { Actor, Verdict } from "../../../platform/action.ts";
import type { ListingRow } from "../listing-row.ts";
import { isInsider } from "../listing-view.ts";

/** What belongs to a published home is everybody's to see, of another its host's and operators'. */
export function isShown(actor: Actor | null, listing: ListingRow | undefined): Verdict {
  if (!listing) return "hidden";
  return listing.status === "published" || isInsider(actor, listing) ? true : "hidden";
}
