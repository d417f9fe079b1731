import type { ConsoleRoute } from "./console-route.ts";
import { disorderRoutes } from "./disorder-routes.ts";
import { faultRoutes } from "./fault-routes.ts";
import { paymentRoutes } from "./payment-routes.ts";
import { stateRoutes } from "./state-routes.ts";

export const consoleRoutes: readonly ConsoleRoute[] = [
  ...paymentRoutes,
  ...faultRoutes,
  ...disorderRoutes,
  ...stateRoutes,
];
