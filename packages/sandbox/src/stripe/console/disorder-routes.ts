import { integer } from "../parameters.ts";
import type { ConsoleCall, ConsoleRoute } from "./console-route.ts";
import { fraction } from "./fraction.ts";

const DELAY_MS = 500;
const LONGEST_DELAY_MS = 86_400_000;

const duplicate = fraction("duplicate");
const reorder = fraction("reorder");
const lose = fraction("lose");
const delayMs = integer("delayMs", { max: LONGEST_DELAY_MS });
const seed = integer("seed");

export const disorderRoutes: readonly ConsoleRoute[] = [
  { method: "GET", path: /^\/test\/webhooks\/disorder$/, accepts: [], run: showDisorder },
  {
    method: "POST",
    path: /^\/test\/webhooks\/disorder$/,
    accepts: [duplicate, reorder, lose, delayMs, seed],
    run: (call) => {
      const { parameters, world } = call;
      world.disorder.set({
        duplicate: parameters.get(duplicate) ?? 0,
        reorder: parameters.get(reorder) ?? 0,
        lose: parameters.get(lose) ?? 0,
        delayMs: parameters.get(delayMs) ?? DELAY_MS,
        seed: parameters.get(seed) ?? 1,
        events: 0,
      });
      return showDisorder(call);
    },
  },
  {
    method: "DELETE",
    path: /^\/test\/webhooks\/disorder$/,
    accepts: [],
    run: (call) => {
      call.world.disorder.clear();
      return showDisorder(call);
    },
  },
  {
    method: "POST",
    path: /^\/test\/webhooks\/deliver$/,
    accepts: [],
    run: ({ world }) => {
      world.deliveries.hurryAll(Date.now());
      return { pending: world.deliveries.count() };
    },
  },
];

function showDisorder({ world }: ConsoleCall): object {
  return { disorder: world.disorder.get() ?? null };
}
