import { setTimeout as wait } from "node:timers/promises";
import type { Outside } from "./outside.ts";

/** How badly Stripe and the network between behave while the run lasts; numbers are parts of all requests or events. */
const disorder = { duplicate: 0.15, reorder: 0.3, lose: 0.03, delayMs: 2000 } as const;

const faults = [
  // Stripe's own SDK asks once more by itself: two in a row are what Roost sees.
  { kind: "timeoutAfterEffect", probability: 0.01, holdMs: 300 },
  { kind: "connectionReset", probability: 0.01 },
  { kind: "rateLimit", probability: 0.01 },
  { kind: "serverError", probability: 0.01 },
  { kind: "slow", probability: 0.005, holdMs: 1000 },
  { kind: "serverError", operation: "paymentIntents.retrieve", probability: 0.005 },
  { kind: "connectionReset", operation: "refunds.retrieve", probability: 0.005 },
] as const;

const outageMs = 3000;

export async function spoilWeather(outside: Outside, seed: number): Promise<void> {
  await outside.console("POST", "/test/webhooks/disorder", { ...disorder, seed });
  await addFaults(outside, seed);
}

async function addFaults(outside: Outside, seed: number): Promise<void> {
  for (const [index, fault] of faults.entries()) {
    await outside.console("POST", "/test/faults", { ...fault, seed: seed + index });
  }
}

/** Stripe answers nobody for some seconds. */
export async function breakDown(outside: Outside, seed: number): Promise<void> {
  await outside.console("DELETE", "/test/faults");
  await outside.console("POST", "/test/faults", { kind: "serverError", probability: 1 });
  await wait(outageMs);
  await outside.console("DELETE", "/test/faults");
  await addFaults(outside, seed);
}

/** From now on everything is delivered once, at once and in order, and nothing goes wrong. */
export async function calmWeather(outside: Outside): Promise<void> {
  await outside.console("DELETE", "/test/faults");
  await outside.console("DELETE", "/test/webhooks/disorder");
  await outside.console("POST", "/test/webhooks/deliver");
}
