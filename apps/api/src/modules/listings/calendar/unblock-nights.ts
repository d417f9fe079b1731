import { UnblockInput } from "@roost/contract";
import { z } from "zod";
import { command } from "../../../platform/action.ts";
import { AppError } from "../../../platform/errors.ts";
import { isItsHost } from "../homes/change-policy.ts";
import { findListingToChange } from "../listing-row.ts";
import { releaseBlock } from "../occupancy.ts";

export const unblockNights = command({
  name: "listings.unblock",
  summary: "Gives the nights of a block back to the market.",
  input: UnblockInput,
  output: z.void(),
  load: ({ sql }, { listingId }) => findListingToChange(sql, listingId),
  may: isItsHost,
  async run({ sql }, { listingId, blockId }) {
    const deleted = await sql.run("block_delete", deleteText, [blockId, listingId]);
    if (deleted === 0) throw new AppError("not_found");
    await releaseBlock(sql, { listingId, reference: blockId });
  },
});

const deleteText = "delete from block where id = $1 and listing_id = $2";
