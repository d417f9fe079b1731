import { ListingIdInput, ListingPricing } from "@roost/contract";
import { type Actor, query, type Verdict } from "../../../platform/action.ts";
import { assertFound } from "../../../platform/assert-found.ts";
import { findListingFor, type ListingRow } from "../listing-row.ts";
import { isInsider } from "../listing-view.ts";
import { pricingOf } from "./pricing-view.ts";

export const pricing = query({
  name: "listings.pricing",
  summary: "What a home costs, for its host and operators: prices, discounts, and dates with a price of their own.",
  input: ListingIdInput,
  output: ListingPricing,
  load: (scope, { listingId }) => findListingFor(scope, listingId),
  may: isForInsiders,
  async run({ sql, now }, _input, listing) {
    assertFound(listing);
    return pricingOf(sql, listing, await now());
  },
});

function isForInsiders(actor: Actor | null, listing: ListingRow | undefined): Verdict {
  if (actor === null) return "sign-in";
  if (!listing) return "hidden";
  if (isInsider(actor, listing)) return true;
  return listing.status === "published" ? "forbidden" : "hidden";
}
