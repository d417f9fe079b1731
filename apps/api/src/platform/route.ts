import type { z } from "zod";
import type { AnyAction, Command, ProviderCommand, Query } from "./action.ts";

export type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

/** What an answer can be besides JSON, asked for by Accept or by `?format=` and the name after the slash. */
export const mediaTypes = ["text/csv", "text/html", "text/calendar"] as const;
export type MediaType = (typeof mediaTypes)[number];

export type RouteLine = `${Method} /${string}`;

/** How an action is reached from outside. One line gives the tRPC procedure and the REST route with its document. */
export interface Route<A extends AnyAction = AnyAction> {
  readonly action: A;
  readonly method: Method;
  /** Below the API's base, with `{parameter}` for inputs in the path. */
  readonly path: `/${string}`;
  readonly status: 200 | 201 | 202 | 204;
  /** 201 only: where the new thing is, below the API's base. */
  readonly location: ((output: never) => string) | undefined;
  /** The action begins a session (its answer has `session`) or ends the caller's: browsers get the cookie. */
  readonly session: "begin" | "end" | undefined;
  /** Over REST the header If-Match is the input's `version`. */
  readonly ifMatch: boolean;
  /** Other forms of the same answer, over REST only. */
  readonly also: Readonly<Partial<Record<MediaType, (output: never) => string>>>;
  /** Which of them comes where nothing else is asked for; JSON where undefined. */
  readonly usual: MediaType | undefined;
}

/** Routes by name, and routers inside routers: `listings.photos.confirm` is three names deep. */
export interface RouterTree {
  readonly [name: string]: Route | RouterTree;
}

/** Every route of a tree, in its order. */
export const routesOf = (tree: RouterTree): readonly Route[] =>
  Object.values(tree).flatMap((node) => (isRoute(node) ? [node] : routesOf(node)));

export const isRoute = (node: Route | RouterTree): node is Route => typeof node["path"] === "string";

export interface ReadOptions<O> {
  /** Each renders the parsed output; the caller's JSON is the same answer. */
  readonly also?: Readonly<Partial<Record<MediaType, (output: O) => string>>>;
  /** One of those, where programs that ask for nothing in particular are to get it, and not JSON. */
  readonly usual?: MediaType;
}

export interface RouteOptions<O> {
  /** A new thing is made: 201 with this Location. */
  readonly created?: (output: O) => string;
  /** It goes on after the answer: 202. */
  readonly accepted?: boolean;
  /** There is nothing to say: 204. */
  readonly empty?: boolean;
  readonly session?: "begin" | "end";
  /** The input's `version` may come as the header If-Match, and the answer carries the ETag for the next change. */
  readonly ifMatch?: boolean;
}

/** A router's line for something that is read. */
export const read = <I extends z.ZodObject, O extends z.ZodType, S>(
  action: Query<I, O, S>,
  line: RouteLine,
  options: ReadOptions<z.output<O>> = {},
): Route<Query<I, O>> => routeOf(action, line, options);

/** A router's line for something that is done. */
export const write = <I extends z.ZodObject, O extends z.ZodType, S, P>(
  action: Command<I, O, S, P>,
  line: RouteLine,
  options: RouteOptions<z.output<O>> = {},
): Route<Command<I, O>> => routeOf(action, line, options);

/** A router's line for something that is done at a provider. */
export const writeAtProvider = <I extends z.ZodObject, O extends z.ZodType, S, N extends z.ZodObject, R>(
  action: ProviderCommand<I, O, S, N, R>,
  line: RouteLine,
  options: RouteOptions<z.output<O>> = {},
): Route<ProviderCommand<I, O>> => routeOf(action, line, options);

function routeOf<A extends AnyAction, O>(
  action: A,
  line: RouteLine,
  options: RouteOptions<O> & ReadOptions<O>,
): Route<A> {
  const [, method, path] = /^(GET|POST|PATCH|PUT|DELETE) (\/.*)$/.exec(line) ?? [];
  if (!isMethod(method) || !isPath(path)) throw new Error(`${action.name}: "${line}" is not a route`);
  const status = options.created ? 201 : options.accepted ? 202 : options.empty ? 204 : 200;
  const { created: location, session, ifMatch = false, also = {}, usual } = options;
  return { action, method, path, status, location, session, ifMatch, also, usual };
}

const isMethod = (text: string | undefined): text is Method => text !== undefined;
const isPath = (text: string | undefined): text is `/${string}` => text?.startsWith("/") === true;
