import { ListingIdInput } from "@roost/contract";
import { z } from "zod";
import { command } from "../../../platform/action.ts";
import { personOf, signedIn } from "../../../platform/policies.ts";

export const removeFavorite = command({
  name: "listings.removeFavorite",
  summary: "Keeps a home in mind no longer, if you did.",
  input: ListingIdInput,
  output: z.void(),
  // The audit row names the home, whether there is one or not.
  load: async (_scope, { listingId }) => ({ id: listingId }),
  may: signedIn,
  async run({ sql, actor }, { listingId }) {
    const { userId } = personOf(actor);
    await sql.run("favorite_remove", removeText, [userId, listingId]);
  },
});

const removeText = "delete from favorite where user_id = $1 and listing_id = $2";
