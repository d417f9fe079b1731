import { errorTable } from "@roost/contract";
import DataLoader from "dataloader";
import type { AnyQuery, Call } from "../../platform/action.ts";
import type { Engine } from "../../platform/engine.ts";
import { AppError } from "../../platform/errors.ts";
import type { Answer } from "../../platform/reads.ts";
import type { Route } from "../../platform/route.ts";

/** What resolvers ask. One for each request. */
export interface RequestContext {
  /** An action's answer; throws its refusal. */
  execute(route: Route, input: unknown): Promise<unknown>;
  /** What another action answers about a thing; null where the caller may not see it. */
  related(action: AnyQuery, input: object): Promise<unknown>;
}

export interface RequestContextOptions {
  readonly engine: Engine;
  readonly call: Call;
  /** Called with each answer, for what travels in headers. */
  answered(route: Route, answer: Answer): void;
}

type Loader = DataLoader<object, unknown, string>;

/** Relations of a level are gathered and read together: 20 bookings ask for their homes once. */
export function createRequestContext({ engine, call, answered }: RequestContextOptions): RequestContext {
  const loaders = new Map<AnyQuery, Loader>();
  const loaderOf = (action: AnyQuery): Loader => {
    const known = loaders.get(action);
    if (known) return known;
    const loader: Loader = new DataLoader(
      async (inputs) => (await engine.readMany(action, call, inputs)).map(visible),
      {
        cacheKeyFn: JSON.stringify,
        maxBatchSize: 100,
      },
    );
    loaders.set(action, loader);
    return loader;
  };
  return {
    async execute(route, input) {
      // What was read before a change may not answer for what is after it.
      if (route.action.kind !== "query") loaders.clear();
      const answer = await engine.execute(route.action, call, input);
      answered(route, answer);
      return answer.output;
    },
    related: (action, input) => loaderOf(action).load(input),
  };
}

const hidden = new Set([401, 403, 404]);

function visible(read: Answer | AppError): unknown {
  if (!(read instanceof AppError)) return read.output;
  return hidden.has(errorTable[read.code].http) ? null : read;
}
