import type { Favorite } from "@roost/contract";
import { type SummaryRow, summaryColumns } from "../listing-row.ts";
import { summaryOf } from "../listing-view.ts";

export interface FavoriteRow extends SummaryRow, Pick<Favorite, "status" | "addedAt"> {}

export const favoriteSelect = `select ${summaryColumns}, l.status, f.created_at as "addedAt"
  from favorite f join listing l on l.id = f.listing_id where f.user_id = $1`;

/** A favorite as its owner sees it: of a home that is not published its name alone. */
export const toFavorite = (at: Parameters<typeof summaryOf>[0], row: FavoriteRow): Favorite => ({
  listingId: row.id,
  title: row.title,
  city: row.city,
  country: row.country,
  status: row.status,
  listing: row.status === "published" ? summaryOf(at, row) : null,
  addedAt: row.addedAt,
});
