import type { Context } from "../context.ts";
import type { Parameter, Parameters } from "../parameters.ts";

export interface ConsoleCall extends Context {
  readonly parameters: Parameters;
  /** The id in the path, empty where the path has none. */
  readonly id: string;
}

/** What a person, or a test in a person's place, can do to the outside world. */
export interface ConsoleRoute {
  readonly method: "DELETE" | "GET" | "POST";
  /** With at most one group, the id. */
  readonly path: RegExp;
  readonly accepts: readonly Parameter<unknown>[];
  run(call: ConsoleCall): object;
}
