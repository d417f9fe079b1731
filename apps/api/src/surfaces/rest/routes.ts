import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Engine } from "../../platform/engine.ts";
import { AppError } from "../../platform/errors.ts";
import type { Route } from "../../platform/route.ts";
import type { Credentials } from "../http/credentials.ts";
import { refuseOtherMethods } from "../http/server.ts";
import { sessionOf } from "../session.ts";
import { etagOf, isKnown, keepPrivately, varyOn } from "./etag.ts";
import { takeIfMatch } from "./if-match.ts";
import { type Decode, decoderOf } from "./query-string.ts";
import { chooseForm, formsOf, sendForm } from "./representation.ts";

export interface RestOptions {
  readonly engine: Engine;
  readonly routes: readonly Route[];
  readonly credentials: Credentials;
  /** Where the routes are, for Location headers. */
  readonly base: string;
  /** Whether somebody may call an action without a session, at least for some things. */
  isPublic(action: string): boolean;
}

/** Every route as a Fastify route of its own, straight to the engine. */
export function registerRest(app: FastifyInstance, options: RestOptions): void {
  const methods = new Map<string, Set<string>>();
  for (const route of options.routes) {
    const url = options.base + route.path.replaceAll(/\{(\w+)\}/g, ":$1");
    methods.set(url, (methods.get(url) ?? new Set()).add(route.method));
    app.route({ method: route.method, url, handler: handlerOf(route, options) });
  }
  for (const [url, allowed] of methods) refuseOtherMethods(app, url, allowed);
}

function handlerOf(route: Route, { engine, credentials, base, isPublic }: RestOptions) {
  const read = readerOf(route);
  const forms = formsOf(route);
  const isKept = isPublicRead(route, isPublic);
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const form = chooseForm(forms, request);
    const call = await credentials.callOf(request);
    const { output, replayed } = await engine.execute(route.action, call, read(request));
    if (replayed) reply.header("idempotent-replayed", "true");
    if (route.session === "begin") credentials.begin(reply, sessionOf(output));
    if (route.session === "end") credentials.end(reply);
    if (route.location) reply.header("location", base + locate(route, output));
    if (route.status === 204 || output === undefined) return reply.code(204).send();
    if (forms.length > 0) varyOn(reply, "accept");
    if (form) return sendForm(reply, form, { output, isKept });
    const body = JSON.stringify(output);
    if (isKept || route.ifMatch) {
      const etag = etagOf(output, body);
      reply.header("etag", etag);
      if (isKept) keepPrivately(reply);
      if (isKept && isKnown(request, etag)) return reply.code(304).send();
    }
    return reply.code(route.status).type("application/json").send(body);
  };
}

/** Reads that somebody without a session may make: their answers carry a tag, and are not sent twice. */
export const isPublicRead = ({ action, method }: Route, isPublic: (action: string) => boolean): boolean =>
  action.kind === "query" && method === "GET" && isPublic(action.name);

/** The input of a request: path and query by the fields' own types, the body as it is. */
function readerOf({ action, method, path, ifMatch }: Route): (request: FastifyRequest) => object {
  const decoders = new Map<string, Decode>(
    Object.entries(action.input.shape).map(([key, schema]) => [key, decoderOf(schema)]),
  );
  const hasBody = method !== "GET" && method !== "DELETE";
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const decode = (input: Record<string, unknown>, source: unknown) => {
    for (const [key, raw] of Object.entries(source ?? {})) input[key] = decoders.get(key)?.(raw) ?? raw;
  };
  return (request) => {
    // Without a prototype a key called __proto__ is one more unknown field.
    const input: Record<string, unknown> = Object.create(null);
    if (hasBody) {
      refuseQuery(request.query);
      for (const [key, value] of Object.entries(bodyOf(request.body))) input[key] = value;
    } else {
      refuseBody(request.body);
      decode(input, request.query);
    }
    for (const name of inPath) {
      if (name in input) {
        const issue = { pointer: `/${name}`, code: "duplicate", detail: "This is given in the path already." };
        throw new AppError("request.invalid", { issues: [issue], detail: `${issue.pointer}: ${issue.detail}` });
      }
    }
    decode(input, request.params);
    if (ifMatch) takeIfMatch(request, input);
    return input;
  };
}

const refuseQuery = (query: unknown): void => refuseAny(query, "This route takes no query parameters.");

const refuseBody = (body: unknown): void => refuseAny(bodyOf(body), "This route takes no body.");

function refuseAny(fields: unknown, detail: string): void {
  const [key] = Object.keys(fields ?? {});
  if (key === undefined) return;
  throw new AppError("request.invalid", { detail, issues: [{ pointer: `/${key}`, code: "unknown_field", detail }] });
}

function bodyOf(body: unknown): object {
  if (body === undefined) return {};
  if (typeof body === "object" && body !== null && !Array.isArray(body)) return body;
  throw new AppError("request.invalid", { detail: "The body must be a JSON object." });
}

function locate(route: Route, output: unknown): string {
  const location: ((output: never) => string) | undefined = route.location;
  // The route was made together with its action, so its answer is what `location` takes.
  return location === undefined ? "" : Reflect.apply(location, undefined, [output]);
}
