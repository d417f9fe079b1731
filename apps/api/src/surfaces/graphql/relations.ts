import { Booking, Listing, Quote } from "@roost/contract";
import { listingsRouter } from "../../modules/listings/index.ts";
import { paymentsRouter } from "../../modules/payments/index.ts";
import { reviewsRouter } from "../../modules/reviews/index.ts";
import { usersRouter } from "../../modules/users/index.ts";
import { list, one, type Relation } from "./relation.ts";

/** What can be asked of a thing in the same request: a line for each field. Each is read a page at a time. */
export const relations: readonly Relation[] = [
  one(Listing, "host", { asks: usersRouter.get, by: { userId: "hostId" } }),
  list(Listing, "reviews", { asks: reviewsRouter.list, by: { listingId: "id" }, takes: ["sort"] }),
  one(Quote, "listing", { asks: listingsRouter.get, by: { listingId: "listingId" } }),
  one(Booking, "guest", { asks: usersRouter.get, by: { userId: "guestId" } }),
  one(Booking, "listing", { asks: listingsRouter.get, by: { listingId: "listingId" } }),
  one(Booking, "payment", { asks: paymentsRouter.get, by: { paymentId: "paymentId" } }),
];
