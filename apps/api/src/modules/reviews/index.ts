export { reviewSweeps } from "./jobs.ts";
export { reviewsRouter } from "./router.ts";
