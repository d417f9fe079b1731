import { CalendarLink, ListingIdInput } from "@roost/contract";
import { command } from "../../../platform/action.ts";
import { assertFound } from "../../../platform/assert-found.ts";
import { isItsHost } from "../homes/change-policy.ts";
import { findListingToChange } from "../listing-row.ts";
import { findLink, linkOf } from "./link-row.ts";

export const rotateCalendarLink = command({
  name: "listings.rotateCalendarLink",
  summary: "Gives the home's calendar a new secret address; the old one is void at once.",
  input: ListingIdInput,
  output: CalendarLink,
  secret: true,
  load: ({ sql }, { listingId }) => findListingToChange(sql, listingId),
  may: isItsHost,
  async run(scope, { listingId }) {
    await scope.sql.run("calendar_link_rotate", rotateText, [listingId, scope.now]);
    const link = await findLink(scope.sql, listingId);
    assertFound(link);
    return linkOf(scope, link);
  },
});

const rotateText = `insert into calendar_link (listing_id, version, created_at) values ($1, 2, $2)
  on conflict (listing_id) do update set version = calendar_link.version + 1, last_read_at = null`;
