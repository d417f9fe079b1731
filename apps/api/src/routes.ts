import { authRouter } from "./modules/auth/index.ts";
import { bookingsRouter } from "./modules/bookings/index.ts";
import { listingsRouter } from "./modules/listings/index.ts";
import { booksAdminRouter, paymentsRouter, payoutsAdminRouter } from "./modules/payments/index.ts";
import { reviewsRouter } from "./modules/reviews/index.ts";
import { usersRouter } from "./modules/users/index.ts";
import { type Route, routesOf } from "./platform/route.ts";

/** Everything that can be done from outside: the tree that tRPC, REST and their documents are made from. */
export const routers = {
  auth: authRouter,
  users: usersRouter,
  listings: listingsRouter,
  bookings: bookingsRouter,
  payments: paymentsRouter,
  reviews: reviewsRouter,
  admin: { ...booksAdminRouter, ...payoutsAdminRouter },
} as const;

export const allRoutes: readonly Route[] = routesOf(routers);
