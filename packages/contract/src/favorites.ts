import { z } from "zod";
import { Country, Id, Instant } from "./fields.ts";
import { ListingStatus } from "./listings.ts";
import { pageInput, pageOf } from "./pages.ts";
import { ListingSummary } from "./search.ts";

/** A home that somebody keeps in mind. It stays there when the home is not offered any more. */
export const Favorite = z
  .object({
    listingId: Id,
    title: z.string(),
    city: z.string(),
    country: Country,
    status: ListingStatus,
    listing: ListingSummary.nullable().describe("What everybody sees of it; null while it is not published."),
    addedAt: Instant,
  })
  .meta({ id: "Favorite" });
export type Favorite = z.output<typeof Favorite>;

export const ListFavoritesInput = z.strictObject(pageInput);

export const FavoritePage = pageOf(Favorite, "FavoritePage");
export type FavoritePage = z.output<typeof FavoritePage>;
