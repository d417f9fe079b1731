import { isRecord, numberOf } from "../guards.ts";
import { type FaultKind, faultKinds } from "./fault.ts";

/** Some of the requests go wrong, until it is used up. */
export interface FaultPlan {
  /** As `operationName` says it; undefined is any POST. */
  readonly operation?: string | undefined;
  readonly kind: FaultKind;
  /** How many requests go wrong; undefined is all that the probability chooses. */
  readonly times?: number | undefined;
  readonly probability?: number | undefined;
  readonly seed: number;
  readonly holdMs?: number | undefined;
  /** How many requests it was asked about, and how many of these went wrong. */
  readonly seen: number;
  readonly hits: number;
}

/** What was stored as JSON, where numbers that are not there are left out. */
export function readPlans(value: unknown): readonly FaultPlan[] {
  return Array.isArray(value) ? value.flatMap(readPlan) : [];
}

function readPlan(value: unknown): FaultPlan[] {
  if (!isRecord(value)) return [];
  const kind = faultKinds.find((known) => known === value["kind"]);
  if (!kind) return [];
  return [
    {
      operation: typeof value["operation"] === "string" ? value["operation"] : undefined,
      kind,
      times: optional(value["times"]),
      probability: optional(value["probability"]),
      seed: numberOf(value["seed"]),
      holdMs: optional(value["holdMs"]),
      seen: numberOf(value["seen"]),
      hits: numberOf(value["hits"]),
    },
  ];
}

function optional(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}
