import { randomUUID } from "node:crypto";
import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import cookie from "@fastify/cookie";
import cors from "@fastify/cors";
import underPressure from "@fastify/under-pressure";
import { errorTable } from "@roost/contract";
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import helmet from "helmet";
import { AppError } from "../../platform/errors.ts";
import type { Log } from "../../platform/log.ts";
import { logFailure } from "../log-failure.ts";
import { asAppError, problemOf } from "../render-error.ts";
import { checkAddress } from "./address.ts";
import { acceptJson } from "./json-body.ts";
import { refuseUnreadable } from "./unreadable-request.ts";

export interface HttpOptions {
  readonly origin: string;
  readonly log: Log;
  /** The proxies whose X-Forwarded-* headers are believed, as addresses or CIDR ranges. */
  readonly trustProxy: readonly string[];
  isAllowedOrigin(origin: string): boolean;
  /** A process that lags behind by more than this says 503 until it has caught up. */
  readonly eventLoopDelayMs: number;
}

/** What helmet protects every answer with. It writes the same headers each time: here once, for all. */
const protection = headersOf(
  helmet({
    contentSecurityPolicy: { directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] }, useDefaults: false },
    xFrameOptions: { action: "deny" },
  }),
);

const pressureExempt = new Set(["/livez"]);

/** Fastify with what every surface shares: request ids, one error renderer, limits, security headers, one log line. */
export async function createHttp(options: HttpOptions): Promise<FastifyInstance> {
  const { origin, log } = options;
  const app = Fastify({
    logger: false,
    bodyLimit: 1024 * 1024,
    trustProxy: options.trustProxy.length > 0 ? [...options.trustProxy] : false,
    genReqId: (raw) => requestIdOf(raw.headers["x-request-id"]),
    routerOptions: { maxParamLength: 300 },
    clientErrorHandler: refuseUnreadable(origin, protection),
    frameworkErrors: (error, request, reply) => void sendProblem(error, request, reply.headers(protection)),
    forceCloseConnections: "idle",
    requestTimeout: 30_000,
  });

  function sendProblem(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const error = asAppError(thrown);
    const problem = problemOf(error, { origin, requestId: request.id });
    logFailure(log, error, request.id);
    if (problem.retryAfter !== undefined) reply.header("retry-after", problem.retryAfter);
    return reply
      .code(problem.status)
      .header("x-request-id", request.id)
      .header("cache-control", "no-store")
      .type("application/problem+json")
      .send(JSON.stringify(problem));
  }

  app.setErrorHandler(sendProblem);
  app.setNotFoundHandler((request, reply) => sendProblem(new AppError("not_found"), request, reply));
  acceptJson(app);

  app.addHook("onRequest", (request, reply, done) => {
    reply.headers(protection).header("x-request-id", request.id);
    checkAddress(request.raw.url ?? "");
    checkEncoding(request.headers["content-encoding"]);
    done();
  });
  // A connection whose last request ends while we close would stay open, idle, and keep this process from ending.
  let isClosing = false;
  app.addHook("preClose", async () => {
    isClosing = true;
  });
  app.addHook("onSend", (_request, reply, _payload, done) => {
    if (isClosing) reply.header("connection", "close");
    done();
  });
  app.addHook("onResponse", (request, reply, done) => {
    const { method, id, routeOptions } = request;
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    log.info({ requestId: id, method, route: routeOptions.url, status: reply.statusCode, ms }, "request");
    done();
  });

  await app.register(cookie);
  await app.register(cors, {
    origin: (from, decide) => decide(null, from !== undefined && options.isAllowedOrigin(from)),
    methods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
    credentials: true,
    exposedHeaders: ["x-request-id", "location", "etag", "idempotent-replayed", "retry-after"],
    maxAge: 600,
    // An OPTIONS that is no preflight has an answer, too.
    strictPreflight: false,
  });
  await app.register(underPressure, {
    maxEventLoopDelay: options.eventLoopDelayMs,
    pressureHandler: (request, reply) => {
      if (pressureExempt.has(request.url)) return;
      sendProblem(new AppError("service.unavailable", { retryAfterSeconds: 1 }), request, reply);
    },
  });
  return app;
}

function checkEncoding(encoding = "identity"): void {
  if (encoding.toLowerCase() === "identity") return;
  throw new AppError("request.unsupported_media_type", { detail: "Bodies come uncompressed here." });
}

/** The headers that a middleware gives to an answer of any request. */
function headersOf(protect: ReturnType<typeof helmet>): Record<string, string> {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  protect(response.req, response, (error) => {
    if (error) throw new Error("the headers that protect answers cannot be made", { cause: error });
  });
  return Object.fromEntries(Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]));
}

function requestIdOf(given: string | string[] | undefined): string {
  return typeof given === "string" && /^[\w.-]{8,100}$/.test(given) ? given : randomUUID();
}

/** What a path answers to the methods that it does not have: 405, and to OPTIONS which there are. */
export function refuseOtherMethods(app: FastifyInstance, url: string, allowed: ReadonlySet<string>): void {
  const allow = [...allowed].join(", ");
  app.options(url, (_request, reply) => reply.code(204).header("allow", allow).send());
  const others = ["GET", "POST", "PUT", "PATCH", "DELETE"].filter((method) => !allowed.has(method));
  if (others.length === 0) return;
  app.route({
    method: others,
    url,
    // Before the body is read: whatever was sent, the answer is the same.
    onRequest: async (_request, reply) => {
      reply.header("allow", allow);
      throw new AppError("request.method_not_allowed", { detail: errorTable["request.method_not_allowed"].title });
    },
    handler: () => undefined,
  });
}
