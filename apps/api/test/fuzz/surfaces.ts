import type { Problem } from "@roost/contract";
import { z } from "zod";
import type { Route, RouteLine } from "../../src/platform/route.ts";
import { unwrap } from "../../src/surfaces/typescript/schema-facts.ts";
import type { TestApp } from "../app.ts";
import { operationFor } from "../graphql-documents.ts";
import { type Answered, problemIn, send } from "../http.ts";
import { jsonText } from "./json-text.ts";

export interface Shot {
  readonly route: Route;
  readonly input: unknown;
  readonly token?: string | undefined;
  readonly key?: string | undefined;
}

export interface Reply {
  readonly surface: "REST" | "tRPC" | "GraphQL";
  readonly answer: Answered;
  /** The refusal; undefined where the call was answered, or refused without a problem. */
  readonly problem: Problem | undefined;
  /** The engine was asked about this very input: its schema's verdict must come back. */
  readonly isWhole: boolean;
}

/** One input over REST, then tRPC, then GraphQL. */
export async function shootEverywhere(app: TestApp, shot: Shot): Promise<readonly Reply[]> {
  return [await overRest(app, shot), await overTrpc(app, shot), await overGraphql(app, shot)];
}

async function overRest(app: TestApp, { route, input, token, key }: Shot): Promise<Reply> {
  const fields = new Map(fieldsOf(input));
  const inPath: unknown[] = [];
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = fields.get(name);
    fields.delete(name);
    inPath.push(value);
    return encoded(textOf(value));
  });
  const hasBody = route.method !== "GET" && route.method !== "DELETE";
  const query = hasBody
    ? ""
    : [...fields].map(([name, value]) => `${encoded(name)}=${encoded(textOf(value))}`).join("&");
  const line: RouteLine = `${route.method} /${path.slice(1)}${query && `?${query}`}`;
  const body = isObject(input) ? Object.fromEntries(fields) : input;
  const answer = await send(app.rest, line, { token, key, ...(hasBody && { body: jsonText(body) }) });
  // In a path everything is text: what was none before is something else now.
  const isText = inPath.every((value) => typeof value === "string" && /^[\w-]{1,100}$/.test(value));
  const isWhole = hasBody && isObject(input) && isText;
  return { surface: "REST", answer, problem: problemIn(answer), isWhole };
}

async function overTrpc(app: TestApp, { route: { action }, input, token, key }: Shot): Promise<Reply> {
  const body = jsonText(input);
  const isQuery = action.kind === "query";
  const line: RouteLine = isQuery ? `GET /trpc/${action.name}?input=${encoded(body)}` : `POST /trpc/${action.name}`;
  const answer = await send(app.origin, line, { token, key, ...(!isQuery && { body }) });
  // What is refused before tRPC sees it is a plain problem.
  const problem = problemIn({ json: at(answer.json, "error", "data", "problem") }) ?? problemIn(answer);
  return { surface: "tRPC", answer, problem, isWhole: line.length <= 2000 };
}

/** A name that GraphQL can write; what has another one is left out. */
const writable = /^[A-Za-z]\w*$/;

async function overGraphql(app: TestApp, { route: { action }, input, token, key }: Shot): Promise<Reply> {
  const isQuery = action.kind === "query";
  const fields = fieldsOf(input).filter(([name]) => !isQuery || writable.test(name));
  const { query, variables } = operationFor(action.name, Object.fromEntries(fields));
  // `__proto__` may not get lost on the way, and neither may what is no object at all.
  const sent = isQuery || isObject(input) ? variables : { input };
  const body = jsonText({ query, variables: sent });
  const answer = await send(app.origin, "POST /graphql", { token, key, body });
  const problem = problemIn({ json: at(answer.json, "errors", "0", "extensions", "problem") });
  // GraphQL takes a single value for a list of one, and a number for an id, and so asks the engine something else.
  const isAsked = fields.every(
    ([name, value]) =>
      (Array.isArray(value) || !isList(action.input.shape[name])) &&
      (typeof value !== "number" || !isId(action.input.shape[name])),
  );
  const isWhole = isObject(input) && fields.length === fieldsOf(input).length && isAsked;
  return { surface: "GraphQL", answer, problem, isWhole };
}

/** What a call answered; the shape is the same on every surface, but for GraphQL's nulls. */
export function outputOf({ surface, answer: { json } }: Reply): unknown {
  if (surface === "REST") return json;
  return surface === "tRPC" ? at(json, "result", "data") : at(json, "data", "result");
}

function isList(field: z.core.$ZodType | undefined): boolean {
  const inside = field && unwrap(field);
  return inside ? isList(inside) : field instanceof z.core.$ZodArray;
}

function isId(field: z.core.$ZodType | undefined): boolean {
  const inside = field && unwrap(field);
  return inside ? isId(inside) : field instanceof z.core.$ZodUUID;
}

export const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const fieldsOf = (input: unknown): [string, unknown][] =>
  isObject(input) ? Object.entries(input).filter(([, value]) => value !== undefined) : [];

const textOf = (value: unknown): string =>
  (typeof value === "string" ? value : value === undefined ? "missing" : jsonText(value)).toWellFormed();

const encoded = (text: string): string => encodeURIComponent(text.toWellFormed());

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}
