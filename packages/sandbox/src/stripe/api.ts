import type { IncomingMessage } from "node:http";
import { requireKey } from "./authentication.ts";
import { readBody } from "./body.ts";
import { requireActing } from "./connect/acting-account.ts";
import type { World } from "./context.ts";
import { expandAll, expandParameter } from "./expand.ts";
import type { FaultKind } from "./faults/fault.ts";
import { faultRefusal } from "./faults/fault-refusal.ts";
import { canonicalForm, type FormMap, parseForm } from "./form.ts";
import type { Idempotency, Use } from "./idempotency.ts";
import { findRoute, type Route } from "./operations.ts";
import { Parameters } from "./parameters.ts";
import { errorAnswer, invalid, Refusal } from "./refusal.ts";

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The connection breaks after so many milliseconds, and nothing of this is ever sent. */
  readonly lostAfterMs?: number;
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
    const canonical = canonicalForm(form);
    use = key === undefined ? undefined : { key, account, endpoint: url.pathname, form: canonical };
    const repetition = key ?? `${url.pathname} ${canonical}`;
    const fault = api.world.faults.next({ operation: route.operation, form, repetition });
    if (fault?.kind === "slow") await api.world.faults.wait(fault.holdMs);
    if (fault?.kind === "connectionReset") return { status: 0, headers: {}, body: "", lostAfterMs: 0 };
    const answer = perform(api, { request, route, form, use, fault: fault?.kind });
    return fault?.kind === "timeoutAfterEffect" ? { ...answer, lostAfterMs: fault.holdMs } : answer;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const body = JSON.stringify(errorAnswer(error.body, request.requestId));
    if (use && error.kept) api.idempotency.keep(use, { status: error.status, body, request: request.requestId });
    const headers = error.kept ? answerHeaders(request.key, error.status) : keyHeader(request.key);
    return { status: error.status, headers, body };
  }
}

interface Task {
  readonly request: ApiRequest;
  readonly route: Route;
  readonly form: FormMap;
  readonly use: Use | undefined;
  readonly fault: FaultKind | undefined;
}

/** The effect, its events and the kept answer are one transaction, so that none is ever without the others. */
function perform({ world, idempotency }: Api, { request, route, form, use, fault }: Task): ApiAnswer {
  const refusal = fault && faultRefusal(fault);
  if (refusal && !refusal.kept) throw refusal;
  const kept = use && idempotency.find(use);
  if (kept) {
    const replayed = { "idempotent-replayed": "true", "original-request": kept.request };
    return { status: kept.status, headers: { ...answerHeaders(use.key, kept.status), ...replayed }, body: kept.body };
  }
  if (refusal && fault !== "serverErrorAfterEffect") throw refusal;
  const { operation, id, parent } = route;
  const acting: World = { ...world, store: world.store.of(request.account) };
  const answer = world.store.transaction(() => {
    const parameters = new Parameters(form, [...operation.accepts, expandParameter]);
    const names = { id: request.requestId, idempotencyKey: use?.key ?? null };
    const now = world.clock.seconds();
    const made = operation.run({ world: acting, parameters, id, parent, request: names, now });
    const isExpanded = made.status === 200;
    const paths = isExpanded ? (parameters.get(expandParameter) ?? []) : [];
    const status = refusal?.status ?? made.status;
    const shown = refusal ? errorAnswer(refusal.body, request.requestId) : expandAll(world.store, made.body, paths);
    const body = JSON.stringify(shown);
    if (use) idempotency.keep(use, { status, body, request: request.requestId });
    return { status, headers: answerHeaders(use?.key, status), body };
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

/** A failure that is kept would only be answered again. */
function answerHeaders(key: string | undefined, status: number): Record<string, string> {
  return { ...keyHeader(key), ...(status >= 500 && { "stripe-should-retry": "false" }) };
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
