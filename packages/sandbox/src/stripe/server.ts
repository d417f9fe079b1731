import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type Api, type ApiAnswer, answerApi } from "./api.ts";
import { readBody } from "./body.ts";
import { actingAccount } from "./connect/acting-account.ts";
import { answerConsole } from "./console/answer-console.ts";
import { API_VERSION } from "./events.ts";
import { loseAnswer } from "./faults/lose-answer.ts";
import { escapeHtml, type PageAnswer, page } from "./html.ts";
import { newId } from "./ids.ts";
import { type Page, pages } from "./pages.ts";
import { errorAnswer, Refusal } from "./refusal.ts";

export function createStripeServer(api: Api): Server {
  return createServer((incoming, outgoing) => {
    // A client that went away is no error of the server's, and there is nobody to tell.
    serve(api, incoming, outgoing).catch(() => outgoing.destroy());
  });
}

async function serve(api: Api, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const requestId = newId("req", 14);
  const url = new URL(incoming.url ?? "/", "http://sandbox");
  const common = { "request-id": requestId, "stripe-version": versionOf(incoming) };
  const key = incoming.method === "POST" ? textHeader(incoming, "idempotency-key") : undefined;
  const account = actingAccount(incoming.headers);
  let isLocked = false;
  try {
    const place = pages.find(({ path }) => url.pathname.startsWith(path));
    if (place) {
      await send(outgoing, common, await answerPage(api, incoming, { place, url }));
      return;
    }
    if (url.pathname === "/" || url.pathname.startsWith("/test/")) {
      await send(outgoing, common, await answerConsole(api.world, incoming, url));
      return;
    }
    if (key !== undefined) {
      api.idempotency.lock(key, account);
      isLocked = true;
    }
    const answer = await answerApi(api, { incoming, url, requestId, account, key });
    if (answer.lostAfterMs === undefined) {
      await send(outgoing, { ...common, ...jsonHeaders }, answer);
      return;
    }
    // The request is done, so that its repetition is answered while the client still waits for this one.
    if (isLocked && key !== undefined) api.idempotency.unlock(key, account);
    isLocked = false;
    await loseAnswer(outgoing, answer.lostAfterMs);
  } catch (error) {
    if (incoming.destroyed && !incoming.complete) throw error;
    await send(outgoing, { ...common, ...jsonHeaders }, answerError(error, requestId));
  } finally {
    if (isLocked && key !== undefined) api.idempotency.unlock(key, account);
  }
}

const jsonHeaders = { "content-type": "application/json" };

interface Visit {
  readonly place: Page;
  readonly url: URL;
}

async function answerPage({ world }: Api, incoming: IncomingMessage, { place, url }: Visit): Promise<PageAnswer> {
  const subject = url.pathname.slice(place.path.length);
  if (incoming.method !== "GET" && incoming.method !== "POST") {
    return { ...page(405, "Not allowed", "<p>Pages are for GET and POST.</p>"), headers: { allow: "GET, POST" } };
  }
  const form = incoming.method === "POST" ? await readBody(incoming) : undefined;
  const context = { world, request: { id: null, idempotencyKey: null }, now: world.clock.seconds() };
  try {
    return world.store.transaction(() =>
      form === undefined ? place.show(context, subject) : place.press(context, subject, form),
    );
  } catch (error) {
    if (error instanceof Refusal) return page(error.status, "Refused", `<p>${escapeHtml(error.message)}</p>`);
    throw error;
  } finally {
    world.webhooks.wake();
  }
}

function answerError(error: unknown, requestId: string): ApiAnswer {
  if (error instanceof Refusal) {
    const headers: Record<string, string> = error.status === 409 ? { "stripe-should-retry": "true" } : {};
    return { status: error.status, headers, body: JSON.stringify(errorAnswer(error.body, requestId)) };
  }
  const message = `The sandbox failed: ${error instanceof Error ? error.message : String(error)}`;
  return { status: 500, headers: {}, body: JSON.stringify(errorAnswer({ type: "api_error", message }, requestId)) };
}

function versionOf(incoming: IncomingMessage): string {
  return textHeader(incoming, "stripe-version") ?? API_VERSION;
}

function textHeader(incoming: IncomingMessage, name: string): string | undefined {
  const value = incoming.headers[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Resolves once the answer is handed to the socket, or there is no socket any more. */
function send(
  outgoing: ServerResponse,
  common: Readonly<Record<string, string>>,
  { status, headers, body }: ApiAnswer,
): Promise<void> {
  return new Promise((resolve) => {
    if (outgoing.destroyed) return resolve();
    outgoing.once("close", resolve);
    const length = { "content-length": String(Buffer.byteLength(body)) };
    outgoing.writeHead(status, { ...common, ...headers, ...length });
    outgoing.end(body, resolve);
  });
}
