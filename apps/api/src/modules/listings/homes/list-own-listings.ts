import { ListOwnListingsInput, OwnListingPage } from "@roost/contract";
import { query } from "../../../platform/action.ts";
import { personOf, signedIn } from "../../../platform/policies.ts";
import { cursorsPort } from "../../../platform/settings.ts";
import { type ListingRow, listingSelect } from "../listing-row.ts";
import { listingFor } from "../listing-view.ts";

export const listOwnListings = query({
  name: "listings.mine",
  summary: "Your own homes with all that only you see, newest first: those of a status, or all but archived ones.",
  input: ListOwnListingsInput,
  output: OwnListingPage,
  may: signedIn,
  async run(scope, { status, limit, cursor }) {
    const { userId } = personOf(scope.actor);
    const cursors = cursorsPort.from(scope);
    const list = ["listings.mine", userId, status ?? ""].join(":");
    const [after = null] = cursor === undefined ? [] : cursors.read(list, cursor);
    const rows = await scope.sql.all<ListingRow>("listing_own", ownText, [userId, after, limit + 1, status ?? null]);
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    return {
      data: page.map((row) => listingFor(scope, row)),
      nextCursor: last ? cursors.write(list, [last.id]) : null,
      hasMore: last !== undefined,
    };
  },
});

// Ids are UUIDv7: their order is that of creation, and the highest stands for "from the start".
const ownText = `${listingSelect} where l.host_id = $1
  and l.id < coalesce($2::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
  and case when $4::listing_status is null then l.status <> 'archived' else l.status = $4 end order by l.id desc limit $3`;
