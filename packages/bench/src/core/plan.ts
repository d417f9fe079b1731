import type { Case } from "./case.ts";
import type { Effort } from "./measure.ts";

/** One row of the report. */
export interface Planned {
  readonly name: string;
  readonly one: Case;
  readonly effort: Effort;
}

const brief = { warmUpMs: 300, rounds: 3, roundMs: 800 } as const;

const efforts: readonly (readonly [suffix: string, Effort])[] = [
  ["", { connections: 16, warmUpMs: 1000, rounds: 7, roundMs: 1300 }],
  ["@1", { connections: 1, ...brief }],
  ["@64", { connections: 64, ...brief }],
];

export const mostConnections = 64;

/** Every case from 16 connections, and then in brief from 1 and from 64. */
export const planOf = (cases: readonly Case[]): readonly Planned[] =>
  cases.flatMap((one) => efforts.map(([suffix, effort]) => ({ name: one.name + suffix, one, effort })));
