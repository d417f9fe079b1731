export { feedQueue } from "./feeds/fetch-feed.ts";
export { findClash } from "./feeds/find-clash.ts";
export { calendarQueue, calendarSweep } from "./feeds/jobs.ts";
export { type Fees, feesOf } from "./fees.ts";
export { getListing } from "./get-listing.ts";
export { type GuestAt, type Standing, standingsPort } from "./homes/standings.ts";
/** @public What an alteration of a booking will move its nights with. */
export { areNightsFree, claimNights, extendHold, promoteHold, releaseNights, swapNights } from "./occupancy.ts";
export { bringPhoto } from "./photos/bring-photo.ts";
export { photoQueueNames, photoQueues } from "./photos/jobs.ts";
export { photoSweeps } from "./photos/sweeps.ts";
export { recordRating } from "./record-rating.ts";
export { listingsRouter } from "./router.ts";
export { searchSettings, searchSqlPort } from "./search-sql.ts";
export { pointAt } from "./sphere.ts";
export { findStayListing } from "./stay-listing.ts";
export { priceStay } from "./stay-price.ts";
export { checkStay, localDate } from "./stay-rules.ts";
export { timeZoneAt } from "./time-zone.ts";
