import { ListingIdInput, StayRules } from "@roost/contract";
import { query } from "../../../platform/action.ts";
import { isShown } from "../calendar/shown-policy.ts";
import { findListingFor } from "../listing-row.ts";
import { findStayRules } from "./stay-rule-rows.ts";

export const getStayRules = query({
  name: "listings.stayRules",
  summary: "What a home asks of stays by season: fewest and most nights, days on which none begins or ends.",
  input: ListingIdInput,
  output: StayRules,
  load: (scope, { listingId }) => findListingFor(scope, listingId),
  may: isShown,
  run: async ({ sql }, { listingId }) => ({ rules: await findStayRules(sql, listingId) }),
});
