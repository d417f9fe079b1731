import { type Block, BlockPage, ListBlocksInput } from "@roost/contract";
import { type Actor, query, type Verdict } from "../../../platform/action.ts";
import { assertFound } from "../../../platform/assert-found.ts";
import { isAdmin } from "../../../platform/policies.ts";
import { cursorsPort } from "../../../platform/settings.ts";
import { isItsHost } from "../homes/change-policy.ts";
import { findListingFor, type ListingRow } from "../listing-row.ts";
import { isHostOf } from "../listing-view.ts";

export const listBlocks = query({
  name: "listings.blocks",
  summary: "The nights that a home's host keeps off the market, by their first. Operators do not see his notes.",
  input: ListBlocksInput,
  output: BlockPage,
  load: (scope, { listingId }) => findListingFor(scope, listingId),
  may: isItsHostOrOperator,
  async run(scope, { listingId, from = "2000-01-01", limit, cursor }, listing) {
    assertFound(listing);
    const cursors = cursorsPort.from(scope);
    const list = ["listings.blocks", listingId, from].join(":");
    const [after = "0001-01-01"] = cursor === undefined ? [] : cursors.read(list, cursor);
    const rows = await scope.sql.all<Block>("block_list", listText, [listingId, from, after, limit + 1]);
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    const isHost = isHostOf(scope.actor, listing);
    return {
      data: page.map((block) => ({ ...block, note: isHost ? block.note : null })),
      nextCursor: last ? cursors.write(list, [last.first]) : null,
      hasMore: last !== undefined,
    };
  },
});

function isItsHostOrOperator(actor: Actor | null, listing: ListingRow | undefined): Verdict {
  return listing && isAdmin(actor) ? true : isItsHost(actor, listing);
}

// No two blocks of a home begin on the same night: their nights are not shared.
const listText = `select id, listing_id as "listingId", first, until, note, created_at as "createdAt"
  from block where listing_id = $1 and until > $2::date and first > $3::date order by first limit $4`;
