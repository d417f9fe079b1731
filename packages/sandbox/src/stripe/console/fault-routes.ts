import { faultKinds } from "../faults/fault.ts";
import { operationName } from "../faults/operation-name.ts";
import { operations } from "../operations.ts";
import { choice, integer } from "../parameters.ts";
import type { ConsoleCall, ConsoleRoute } from "./console-route.ts";
import { fraction } from "./fraction.ts";

const LONGEST_HOLD_MS = 600_000;

export const operationNames = operations.map(operationName).toSorted();

const operation = choice("operation", operationNames);
const kind = choice("kind", faultKinds);
const times = integer("times", { min: 1 });
const probability = fraction("probability");
const seed = integer("seed");
const holdMs = integer("holdMs", { max: LONGEST_HOLD_MS });

export const faultRoutes: readonly ConsoleRoute[] = [
  { method: "GET", path: /^\/test\/faults$/, accepts: [], run: listFaults },
  {
    method: "POST",
    path: /^\/test\/faults$/,
    accepts: [operation, kind, times, probability, seed, holdMs],
    run: (call) => {
      const { parameters, world } = call;
      const part = parameters.get(probability);
      world.faults.add({
        operation: parameters.get(operation),
        kind: parameters.need(kind),
        times: parameters.get(times) ?? (part === undefined ? 1 : undefined),
        probability: part,
        seed: parameters.get(seed) ?? 1,
        holdMs: parameters.get(holdMs),
        seen: 0,
        hits: 0,
      });
      return listFaults(call);
    },
  },
  {
    method: "DELETE",
    path: /^\/test\/faults$/,
    accepts: [],
    run: (call) => {
      call.world.faults.clear();
      return listFaults(call);
    },
  },
];

function listFaults({ world }: ConsoleCall): object {
  return { faults: world.faults.list() };
}
