import type { Actor, Verdict } from "../../../platform/action.ts";
import type { ListingRow } from "../listing-row.ts";
import { isHostOf, isInsider } from "../listing-view.ts";

/** Its host. Who is not signed in learns nothing, not even whether the listing exists. */
export function isItsHost(actor: Actor | null, listing: ListingRow | undefined): Verdict {
  if (actor === null) return "sign-in";
  if (!listing) return "hidden";
  if (isHostOf(actor, listing)) return true;
  return listing.status === "published" || isInsider(actor, listing) ? "forbidden" : "hidden";
}
