import type { IncomingMessage } from "node:http";
import { requireKey } from "./authentication.ts";
import { readBody } from "./body.ts";
import { requireActing } from "./connect/acting-account.ts";
import type { World } from "./context.ts";
import { expandAll, expandParameter } from "./expand.ts";
import { canonicalForm, type FormMap, parseForm } from "./form.ts";
import type { Idempotency, Use } from "./idempotency.ts";
import { findRoute, type Route } from "./operations.ts";
import { Parameters } from "./parameters.ts";
import { errorAnswer, invalid, Refusal } from "./refusal.ts";

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Api {
  readonly world: World;
  readonly idempotency: Idempotency;
  readonly secretKey: string;
}

export interface ApiRequest {
  readonly incoming: IncomingMessage;
  readonly url: URL;
  readonly requestId: string;
  /** The connected account that is acted for, null for the platform itself. */
  readonly account: string | null;
  /** Undefined for GETs, which Stripe answers anew each time. */
  readonly key: string | undefined;
}

/** Answers one request under /v1; refusals become answers here, other errors are the caller's. */
export async function answerApi(api: Api, request: ApiRequest): Promise<ApiAnswer> {
  let use: Use | undefined;
  try {
    const { incoming, url, account, key } = request;
    requireKey(incoming.headers.authorization, api.secretKey);
    const route = findRoute(incoming.method ?? "", url.pathname);
    if (!route) throw unrecognized(incoming.method ?? "", url.pathname);
    requireActing(api.world.store, account, route.operation);
    const form = await readForm(incoming, url);
    use = key === undefined ? undefined : { key, account, endpoint: url.pathname, form: canonicalForm(form) };
    return perform(api, { request, route, form, use });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const body = JSON.stringify(errorAnswer(error.body, request.requestId));
    if (use && error.kept) api.idempotency.keep(use, { status: error.status, body, request: request.requestId });
    return { status: error.status, headers: keyHeader(request.key), body };
  }
}

interface Task {
  readonly request: ApiRequest;
  readonly route: Route;
  readonly form: FormMap;
  readonly use: Use | undefined;
}

/** The effect, its events and the kept answer are one transaction, so that none is ever without the others. */
function perform({ world, idempotency }: Api, { request, route, form, use }: Task): ApiAnswer {
  const kept = use && idempotency.find(use);
  if (kept) {
    const headers = { ...keyHeader(use.key), "idempotent-replayed": "true", "original-request": kept.request };
    return { status: kept.status, headers, body: kept.body };
  }
  const { operation, id, parent } = route;
  const acting: World = { ...world, store: world.store.of(request.account) };
  const answer = world.store.transaction(() => {
    const parameters = new Parameters(form, [...operation.accepts, expandParameter]);
    const names = { id: request.requestId, idempotencyKey: use?.key ?? null };
    const now = world.clock.seconds();
    const made = operation.run({ world: acting, parameters, id, parent, request: names, now });
    const isExpanded = made.status === 200;
    const paths = isExpanded ? (parameters.get(expandParameter) ?? []) : [];
    const body = JSON.stringify(expandAll(world.store, made.body, paths));
    if (use) idempotency.keep(use, { status: made.status, body, request: request.requestId });
    return { status: made.status, headers: keyHeader(use?.key), body };
  });
  if (operation.method === "POST") world.webhooks.wake();
  return answer;
}

async function readForm(incoming: IncomingMessage, url: URL): Promise<FormMap> {
  const query = url.search.slice(1);
  const body = await readBody(incoming);
  if (body !== "" && !incoming.headers["content-type"]?.startsWith("application/x-www-form-urlencoded")) {
    throw invalid("Invalid request (check that your POST content type is application/x-www-form-urlencoded).");
  }
  return parseForm([query, body].filter((part) => part !== "").join("&"));
}

function keyHeader(key: string | undefined): Record<string, string> {
  return key === undefined ? {} : { "idempotency-key": key };
}

function unrecognized(method: string, path: string): Refusal {
  const message =
    `Unrecognized request URL (${method}: ${path}). If you are trying to list objects, remove the trailing slash. If ` +
    "you are trying to retrieve an object, make sure you passed a valid (non-empty) identifier in your code. Please " +
    "see https://stripe.com/docs or we can help at https://support.stripe.com/.";
  return new Refusal(404, { type: "invalid_request_error", message });
}
