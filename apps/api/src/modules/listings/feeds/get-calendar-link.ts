import { CalendarLink, ListingIdInput } from "@roost/contract";
import { query } from "../../../platform/action.ts";
import { assertFound } from "../../../platform/assert-found.ts";
import { isItsHost } from "../homes/change-policy.ts";
import { findListingFor } from "../listing-row.ts";
import { findLink, linkOf } from "./link-row.ts";

export const getCalendarLink = query({
  name: "listings.calendarLink",
  summary: "The secret address at which other sites read when the home is taken.",
  input: ListingIdInput,
  output: CalendarLink,
  load: (scope, { listingId }) => findListingFor(scope, listingId),
  may: isItsHost,
  async run(scope, { listingId }) {
    const link = await findLink(scope.sql, listingId);
    assertFound(link);
    return linkOf(scope, link);
  },
});
