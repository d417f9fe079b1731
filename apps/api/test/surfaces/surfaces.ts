import type { Problem } from "@roost/contract";
import { z } from "zod";
import type { Route, RouteLine } from "../../src/platform/route.ts";
import type { TestApp } from "../app.ts";
import { ask } from "../graphql.ts";
import { operationFor, withoutBlanks } from "../graphql-documents.ts";
import { type Answered, problemIn, type SendOptions, send } from "../http.ts";

export interface Call {
  readonly route: Route;
  readonly input: Readonly<Record<string, unknown>>;
  readonly token?: string | undefined;
  readonly key?: string | undefined;
}

/** What came back, in the words that all surfaces share. */
export interface Reply {
  readonly status: number;
  readonly output?: unknown;
  readonly problem?: Problem;
  readonly replayed: boolean;
  readonly cookies: readonly string[];
}

export interface Surface {
  readonly name: string;
  /** What a success is: REST says more than the others. */
  statusOf(route: Route): number;
  send(app: TestApp, call: Call): Promise<Reply>;
}

const rest: Surface = {
  name: "REST",
  statusOf: ({ status }) => status,
  async send(app, { route, input, token, key }) {
    const fields = new Map(Object.entries(input));
    const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const value = String(fields.get(name));
      fields.delete(name);
      return encodeURIComponent(value);
    });
    const hasBody = route.method !== "GET" && route.method !== "DELETE";
    const query = new URLSearchParams([...fields].map(([name, value]) => [name, String(value)])).toString();
    const line: RouteLine = `${route.method} ${slashed(path)}${hasBody || query === "" ? "" : `?${query}`}`;
    const body = hasBody && fields.size > 0 ? Object.fromEntries(fields) : undefined;
    const answer = await send(app.rest, line, { token, key, body });
    return replyOf(answer, { problem: problemIn(answer), output: answer.json });
  },
};

const trpc: Surface = {
  name: "tRPC",
  statusOf: () => 200,
  async send(app, { route: { action }, input, token, key }) {
    const text = encodeURIComponent(JSON.stringify(input));
    const isQuery = action.kind === "query";
    const line: RouteLine = isQuery ? `GET /trpc/${action.name}?input=${text}` : `POST /trpc/${action.name}`;
    const options: SendOptions = { token, key, ...(!isQuery && { body: input }) };
    const answer = await send(app.origin, line, options);
    const { result, error } = TrpcAnswer.parse(answer.json);
    return replyOf(answer, { problem: problemIn({ json: error?.data.problem }), output: result?.data });
  },
};

const TrpcAnswer = z.object({
  result: z.object({ data: z.unknown().optional() }).optional(),
  error: z.object({ data: z.object({ problem: z.unknown() }) }).optional(),
});

const graphql: Surface = {
  name: "GraphQL",
  statusOf: () => 200,
  async send(app, { route: { action }, input, token, key }) {
    const { query, variables } = operationFor(action.name, input);
    const answer = await ask(app, query, { variables, token, key });
    const data = z.object({ result: z.unknown().optional() }).nullish().parse(answer.data);
    const output = action.output instanceof z.ZodVoid ? undefined : withoutBlanks(action.output, data?.result);
    return replyOf(answer, { problem: answer.problems[0], output });
  },
};

export const surfaces: readonly Surface[] = [trpc, rest, graphql];

interface Read {
  readonly problem: Problem | undefined;
  readonly output: unknown;
}

const replyOf = ({ status, headers }: Answered, { problem, output }: Read): Reply => ({
  status,
  ...(problem ? { problem } : { output }),
  replayed: headers.get("idempotent-replayed") === "true",
  cookies: headers.getSetCookie(),
});

const slashed = (path: string): `/${string}` => `/${path.slice(1)}`;
