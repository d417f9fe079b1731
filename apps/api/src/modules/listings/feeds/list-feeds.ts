import { CalendarFeeds, ListingIdInput } from "@roost/contract";
import { query } from "../../../platform/action.ts";
import { isItsHost } from "../homes/change-policy.ts";
import { findListingFor } from "../listing-row.ts";
import { feedsOf } from "./feed-row.ts";

export const listFeeds = query({
  name: "listings.feeds",
  summary: "The calendars elsewhere that a home reads, how reading them went, and where they clash with bookings.",
  input: ListingIdInput,
  output: CalendarFeeds,
  load: (scope, { listingId }) => findListingFor(scope, listingId),
  may: isItsHost,
  run: async ({ sql }, { listingId }) => ({ data: await feedsOf(sql, listingId) }),
});
