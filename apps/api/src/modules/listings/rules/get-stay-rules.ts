import { ListingIdInput, StayRules } from "@roost/contract";
import { query } from "../../../platform/action.ts";
import { assertFound } from "../../../platform/assert-found.ts";
import { findShownHome, isShown } from "../shown-home.ts";
import { findStayRules } from "./stay-rule-rows.ts";

export const getStayRules = query({
  name: "listings.stayRules",
  summary: "What a home asks of stays by season: fewest and most nights, days on which none begins or ends.",
  input: ListingIdInput,
  output: StayRules,
  load: (scope, { listingId }) => findShownHome(scope, listingId),
  may: (actor, home) => isShown(actor, home),
  async run({ sql }, { listingId }, home) {
    assertFound(home);
    return { rules: await findStayRules(sql, listingId), version: home.listing.version };
  },
});
