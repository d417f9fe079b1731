import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { buffer } from "node:stream/consumers";
import { createHTTPHandler } from "@trpc/server/adapters/standalone";
import { routerOver } from "./router.ts";

/** A request as it arrived. */
export interface Seen {
  readonly method: string | undefined;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** Answers one request instead of the API, or lets the API work (`serve`) and then spoils the answer. */
export type Fault = (request: IncomingMessage, response: ServerResponse, serve: () => void) => void;

export interface TestApi extends AsyncDisposable {
  readonly url: string;
  readonly seen: readonly Seen[];
  /** How often a booking was really made. */
  readonly booked: () => number;
  /** The next requests meet these, in this order. */
  fail(...faults: readonly Fault[]): void;
  /** Resolves when so many requests have arrived. */
  arrived(count: number): Promise<void>;
}

/** A tRPC server in Roost's error shape on a real port. */
export async function startApi(): Promise<TestApi> {
  const seen: Seen[] = [];
  const faults: Fault[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  const { router, booked } = routerOver();
  const handler = createHTTPHandler({
    router,
    basePath: "/trpc/",
    createContext: ({ req }) => ({
      token: req.headers.authorization?.replace(/^Bearer /, ""),
      key: req.headers["idempotency-key"]?.toString(),
    }),
  });

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? "", "http://test");
    const body = (await buffer(request)).toString();
    seen.push({
      method: request.method,
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body,
    });
    for (const waiter of waiting) if (seen.length >= waiter.count) waiter.resolve();
    const serve = () => handler(Object.assign(request, body === "" ? {} : { body }), response);
    const fault = faults.shift();
    if (fault) fault(request, response, serve);
    else serve();
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(new Error("test server", { cause: error })));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");

  return {
    url: `http://127.0.0.1:${address.port}`,
    seen,
    booked,
    fail: (...next) => {
      faults.push(...next);
    },
    arrived: (count) =>
      new Promise((resolve) => {
        if (seen.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** The connection breaks before an answer. */
export const reset: Fault = (request) => void request.socket.destroy();

/** The API does its work, and the connection breaks before the caller learns of it. */
export const loseAnswer: Fault = (request, response, serve) => {
  const socket: Socket = request.socket;
  response.end = () => {
    socket.destroy();
    return response;
  };
  serve();
};

/** Nothing ever answers. */
export const hang: Fault = () => undefined;

/** The body breaks off. */
export const cut: Fault = (request, response) => {
  response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
  response.write('[{"result":', () => request.socket.destroy());
};

/** The body ends early without any sign of it on the connection. */
export const truncate: Fault = (_request, response) => {
  response.writeHead(200, { "content-type": "application/json" });
  response.end('[{"result":');
};

/** Another program answers. */
export const answerWith =
  (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Fault =>
  (_request, response) => {
    response.writeHead(status, { "content-type": "text/html", ...headers });
    response.end(body);
  };
