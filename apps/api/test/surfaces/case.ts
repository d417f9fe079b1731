import type { ErrorCode } from "@roost/contract";
import type { Role, World } from "./world.ts";

type Fields = Readonly<Record<string, unknown>>;

/** One call, made alike on every surface. */
export interface Case {
  readonly what: string;
  /** Who asks; nobody where absent. */
  readonly as?: Role;
  readonly input: Fields | ((world: World) => Fields | Promise<Fields>);
  /** False: a command without an Idempotency-Key. */
  readonly key?: false;
  /** What it is refused with, and the pointers that the refusal has. */
  readonly refused?: readonly [code: ErrorCode, ...pointers: string[]];
  /** What a refusal leaves: nothing where absent; once, where it is kept under its key as an answer is. */
  readonly leaves?: "something once" | "something each time";
}

export type Cases = Readonly<Record<string, readonly Case[]>>;

export const nowhere = "0194f0a0-0000-7000-8000-000000000000";
