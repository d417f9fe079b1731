import { read, write } from "../../platform/route.ts";
import { createListing } from "./create-listing.ts";
import { getListing } from "./get-listing.ts";
import { publishListing } from "./publish-listing.ts";
import { searchListings } from "./search-listings.ts";

export const listingsRouter = {
  search: read(searchListings, "GET /listings"),
  create: write(createListing, "POST /listings", { created: ({ id }) => `/listings/${id}` }),
  get: read(getListing, "GET /listings/{listingId}"),
  publish: write(publishListing, "POST /listings/{listingId}/publish"),
} as const;
