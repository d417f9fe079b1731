import { FeedInput } from "@roost/contract";
import { z } from "zod";
import { command } from "../../../platform/action.ts";
import { AppError } from "../../../platform/errors.ts";
import { settleExternalNights } from "../external-nights.ts";
import { isItsHost } from "../homes/change-policy.ts";
import { findListingToChange } from "../listing-row.ts";

export const removeFeed = command({
  name: "listings.removeFeed",
  summary: "Reads a calendar no more; the nights that it took are free again.",
  input: FeedInput,
  output: z.void(),
  load: ({ sql }, { listingId }) => findListingToChange(sql, listingId),
  may: isItsHost,
  async run({ sql }, { listingId, feedId }) {
    const removed = await sql.run("feed_remove", removeText, [feedId, listingId]);
    if (removed === 0) throw new AppError("not_found");
    await settleExternalNights(sql, listingId);
  },
});

const removeText = "delete from calendar_feed where id = $1 and listing_id = $2";
