import type { Problem } from "@roost/contract";
import { z } from "zod";
import type { TestApp } from "./app.ts";
import { type Answered, problemIn, send } from "./http.ts";

export interface GraphqlOptions {
  readonly variables?: object;
  readonly token?: string | undefined;
  readonly key?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface GraphqlAnswer extends Answered {
  readonly data: unknown;
  readonly problems: readonly Problem[];
}

/** One GraphQL request, as curl would make it. */
export async function ask(app: TestApp, query: string, options: GraphqlOptions = {}): Promise<GraphqlAnswer> {
  const { variables, ...rest } = options;
  return read(await send(app.origin, "POST /graphql", { ...rest, body: { query, ...(variables && { variables }) } }));
}

const Parts = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(z.object({ message: z.string(), extensions: z.object({ code: z.string(), problem: z.unknown() }) }))
    .min(1)
    .optional(),
});

/** The two halves of an answer. Each error carries a problem, and its code and words again beside it. */
export function read(answered: Answered): GraphqlAnswer {
  const { data, errors = [] } = Parts.parse(answered.json);
  const problems = errors.map(({ extensions: { code, problem: json }, message }) => {
    const problem = problemIn({ json });
    if (problem?.code === code && problem.detail === message) return problem;
    throw new Error(`this is no error of ours: ${answered.text}`);
  });
  return { ...answered, data, problems };
}
