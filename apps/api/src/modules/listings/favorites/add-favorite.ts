import { Favorite, ListingIdInput, type ListingStatus } from "@roost/contract";
import { type Actor, command, type Verdict } from "../../../platform/action.ts";
import { assertThere } from "../../../platform/assert-found.ts";
import { personOf } from "../../../platform/policies.ts";
import { type FavoriteRow, favoriteSelect, toFavorite } from "./favorite-row.ts";

export const addFavorite = command({
  name: "listings.addFavorite",
  summary: "Keeps a published home in mind; one that you keep already stays where it is.",
  input: ListingIdInput,
  output: Favorite,
  async load({ sql, actor }, { listingId }) {
    const userId = actor?.kind === "user" ? actor.userId : null;
    return sql.one<Wished>("favorite_wished", wishedText, [listingId, userId]);
  },
  may: isOffered,
  async run(scope, { listingId }) {
    const { sql, actor, now } = scope;
    const { userId } = personOf(actor);
    await sql.run("favorite_add", addText, [userId, listingId, now]);
    const added = await sql.one<FavoriteRow>("favorite_find", findText, [userId, listingId]);
    assertThere(added, `favorite ${listingId} was added and is not there`);
    return toFavorite(scope, added);
  },
});

interface Wished {
  readonly id: string;
  readonly status: ListingStatus;
  readonly isKept: boolean;
}

function isOffered(actor: Actor | null, wished: Wished | undefined): Verdict {
  if (actor?.kind !== "user") return "sign-in";
  return wished?.status === "published" || wished?.isKept === true ? true : "hidden";
}

const wishedText = `select l.id, l.status,
    exists (select from favorite f where f.user_id = $2 and f.listing_id = l.id) as "isKept"
  from listing l where l.id = $1`;

const addText = "insert into favorite (user_id, listing_id, created_at) values ($1, $2, $3) on conflict do nothing";

const findText = `${favoriteSelect} and f.listing_id = $2`;
