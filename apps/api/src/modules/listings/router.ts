import { read, write } from "../../platform/route.ts";
import { createListing } from "./create-listing.ts";
import { getListing } from "./get-listing.ts";
import { archiveListing } from "./homes/archive-listing.ts";
import { unlistListing } from "./homes/unlist-listing.ts";
import { updateListing } from "./homes/update-listing.ts";
import { photosRouter } from "./photos/router.ts";
import { publishListing } from "./publish-listing.ts";
import { searchListings } from "./search-listings.ts";

export const listingsRouter = {
  search: read(searchListings, "GET /listings"),
  create: write(createListing, "POST /listings", { created: ({ id }) => `/listings/${id}` }),
  get: read(getListing, "GET /listings/{listingId}"),
  update: write(updateListing, "PATCH /listings/{listingId}", { ifMatch: true }),
  archive: write(archiveListing, "DELETE /listings/{listingId}", { ifMatch: true }),
  publish: write(publishListing, "POST /listings/{listingId}/publish", { ifMatch: true }),
  unlist: write(unlistListing, "POST /listings/{listingId}/unlist", { ifMatch: true }),
  photos: photosRouter,
} as const;
