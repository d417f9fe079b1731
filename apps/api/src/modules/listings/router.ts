import { read, write } from "../../platform/route.ts";

import { blockNights } from "./calendar/block-nights.ts";
import { explainAvailability } from "./calendar/explain-availability.ts";
import { getCalendar } from "./calendar/get-calendar.ts";
import { listBlocks } from "./calendar/list-blocks.ts";
import { unblockNights } from "./calendar/unblock-nights.ts";
import { createListing } from "./create-listing.ts";
import { addFavorite } from "./favorites/add-favorite.ts";
import { listFavorites } from "./favorites/list-favorites.ts";
import { removeFavorite } from "./favorites/remove-favorite.ts";
import { feedsRouter } from "./feeds/router.ts";
import { getListing } from "./get-listing.ts";
import { archiveListing } from "./homes/archive-listing.ts";
import { listAmenities } from "./homes/list-amenities.ts";
import { listOwnListings } from "./homes/list-own-listings.ts";
import { unlistListing } from "./homes/unlist-listing.ts";
import { updateListing } from "./homes/update-listing.ts";
import { photosRouter } from "./photos/router.ts";
import { explainPrice } from "./prices/explain-price.ts";
import { pricing } from "./prices/pricing.ts";
import { setPricing } from "./prices/set-pricing.ts";
import { setRates } from "./prices/set-rates.ts";
import { publishListing } from "./publish-listing.ts";
import { getStayRules } from "./rules/get-stay-rules.ts";
import { setStayRules } from "./rules/set-stay-rules.ts";
import { findFacets } from "./search/find-facets.ts";
import { searchListings } from "./search/search-listings.ts";
import { suggestPlaces } from "./search/suggest-places.ts";

export const listingsRouter = {
  search: read(searchListings, "GET /listings"),
  facets: read(findFacets, "GET /listings/facets"),
  suggestPlaces: read(suggestPlaces, "GET /places"),
  create: write(createListing, "POST /listings", { created: ({ id }) => `/listings/${id}` }),
  get: read(getListing, "GET /listings/{listingId}"),
  update: write(updateListing, "PATCH /listings/{listingId}", { ifMatch: true }),
  archive: write(archiveListing, "DELETE /listings/{listingId}", { ifMatch: true }),
  publish: write(publishListing, "POST /listings/{listingId}/publish", { ifMatch: true }),
  setPricing: write(setPricing, "PUT /listings/{listingId}/pricing", { ifMatch: true }),
  pricing: read(pricing, "GET /listings/{listingId}/pricing"),
  setRates: write(setRates, "PUT /listings/{listingId}/rates", { ifMatch: true }),
  explainPrice: read(explainPrice, "GET /listings/{listingId}/price"),
  unlist: write(unlistListing, "POST /listings/{listingId}/unlist", { ifMatch: true }),
  photos: photosRouter,
  block: write(blockNights, "POST /listings/{listingId}/blocks", {
    created: ({ listingId, id }) => `/listings/${listingId}/blocks/${id}`,
  }),
  calendar: read(getCalendar, "GET /listings/{listingId}/calendar"),
  explainAvailability: read(explainAvailability, "GET /listings/{listingId}/availability"),
  blocks: read(listBlocks, "GET /listings/{listingId}/blocks"),
  unblock: write(unblockNights, "DELETE /listings/{listingId}/blocks/{blockId}", { empty: true }),
  setStayRules: write(setStayRules, "PUT /listings/{listingId}/stay-rules", { ifMatch: true }),
  stayRules: read(getStayRules, "GET /listings/{listingId}/stay-rules"),
  mine: read(listOwnListings, "GET /users/me/listings"),
  amenities: read(listAmenities, "GET /amenities"),
  favorites: read(listFavorites, "GET /users/me/favorites"),
  addFavorite: write(addFavorite, "PUT /users/me/favorites/{listingId}"),
  removeFavorite: write(removeFavorite, "DELETE /users/me/favorites/{listingId}", { empty: true }),
  ...feedsRouter,
} as const;
