export { findRatings } from "./find-ratings.ts";
export { reviewSweeps } from "./jobs.ts";
export { reviewsRouter } from "./router.ts";
