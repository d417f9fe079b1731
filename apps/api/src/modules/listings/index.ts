export { type Fees, feesOf } from "./fees.ts";
export { areNightsFree, type Claim, claimNights, promoteHold, releaseNights, type Wish } from "./occupancy.ts";
export { roundHalfEven } from "./round-half-even.ts";
export { listingsRouter } from "./router.ts";
export { findStayListing, lockStayListing, type StayListing } from "./stay-listing.ts";
export { type HomePrices, priceStay, type StayPrice } from "./stay-price.ts";
export { checkStay, localDate, type StayDates, type StayLimits, type StayRequest } from "./stay-rules.ts";
export { timeZoneAt } from "./time-zone.ts";
