import type { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { chance } from "../chance.ts";
import type { Operation } from "../context.ts";
import type { FormMap } from "../form.ts";
import { numberOf } from "../guards.ts";
import type { Settings } from "../settings.ts";
import { type Fault, faultOf } from "./fault.ts";
import { type FaultPlan, readPlans } from "./fault-plan.ts";
import { magicFaults } from "./magic-faults.ts";
import { operationName } from "./operation-name.ts";

const SETTING = "faults";

/** One request under /v1, as far as a fault can depend on it. */
export interface Exposed {
  readonly operation: Operation;
  readonly form: FormMap;
  /** The same for each repetition of the request: its idempotency key, or what it asks for. */
  readonly repetition: string;
}

export type Faults = ReturnType<typeof openFaults>;

/** Decides which requests go wrong, by the plans that were set over HTTP and by magic payment methods. */
export function openFaults(database: DatabaseSync, settings: Settings) {
  database.exec("CREATE TABLE IF NOT EXISTS faulted (repetition TEXT PRIMARY KEY, times INTEGER NOT NULL) STRICT");
  const count = database.prepare(
    `INSERT INTO faulted (repetition, times) VALUES (?, 1)
     ON CONFLICT (repetition) DO UPDATE SET times = times + 1 RETURNING times`,
  );
  const closing = new AbortController();
  let plans = readPlans(settings.get(SETTING));

  const keep = (changed: readonly FaultPlan[]): void => {
    plans = changed;
    settings.set(SETTING, changed);
  };
  const byMagic = ({ form, repetition }: Exposed): Fault | undefined => {
    const named = form.get("payment_method");
    const magic = typeof named === "string" ? magicFaults.get(named) : undefined;
    if (!magic) return undefined;
    const times = numberOf(count.get(repetition)?.["times"]);
    return times <= magic.times ? faultOf(magic.kind) : undefined;
  };
  const byPlan = ({ operation }: Exposed): Fault | undefined => {
    for (const plan of plans) {
      if (!concerns(plan, operation)) continue;
      const isHit = plan.probability === undefined || chance(plan.seed, plan.seen) < plan.probability;
      const seen = { ...plan, seen: plan.seen + 1, hits: plan.hits + (isHit ? 1 : 0) };
      keep(plans.map((other) => (other === plan ? seen : other)));
      if (isHit) return faultOf(plan.kind, plan.holdMs);
    }
    return undefined;
  };

  return {
    list: () => plans,
    add: (plan: FaultPlan): void => keep([...plans, plan]),
    clear: (): void => keep([]),
    next: (request: Exposed): Fault | undefined => byPlan(request) ?? byMagic(request),
    /** Rejects when the sandbox is closed meanwhile. */
    wait: (ms: number): Promise<void> => sleep(ms, undefined, { signal: closing.signal }),
    close: (): void => closing.abort(),
  };
}

function concerns({ operation, times, hits }: FaultPlan, asked: Operation): boolean {
  if (times !== undefined && hits >= times) return false;
  return operation === undefined ? asked.method === "POST" : operation === operationName(asked);
}
