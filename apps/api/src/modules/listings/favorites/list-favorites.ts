import { FavoritePage, ListFavoritesInput } from "@roost/contract";
import { query } from "../../../platform/action.ts";
import { personOf, signedIn } from "../../../platform/policies.ts";
import { cursorsPort } from "../../../platform/settings.ts";
import { type FavoriteRow, favoriteSelect, toFavorite } from "./favorite-row.ts";

export const listFavorites = query({
  name: "listings.favorites",
  summary: "The homes that you keep in mind, the last one first; those that are not offered any more say so.",
  input: ListFavoritesInput,
  output: FavoritePage,
  may: signedIn,
  async run(scope, { limit, cursor }) {
    const { userId } = personOf(scope.actor);
    const cursors = cursorsPort.from(scope);
    const list = `listings.favorites:${userId}`;
    const [at = null, id = null] = cursor === undefined ? [] : cursors.read(list, cursor);
    const rows = await scope.sql.all<FavoriteRow>("favorite_page", pageText, [userId, at, id, limit + 1]);
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    return {
      data: page.map((row) => toFavorite(scope, row)),
      nextCursor: last ? cursors.write(list, [last.addedAt, last.id]) : null,
      hasMore: last !== undefined,
    };
  },
});

const pageText = `${favoriteSelect} and (f.created_at, f.listing_id)
    < (coalesce($2::timestamptz, 'infinity'), coalesce($3::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
  order by f.created_at desc, f.listing_id desc limit $4`;
