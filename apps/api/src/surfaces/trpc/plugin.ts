import { getTRPCErrorShape, TRPCError } from "@trpc/server";
import { type FastifyTRPCPluginOptions, fastifyRequestHandler } from "@trpc/server/adapters/fastify";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Engine } from "../../platform/engine.ts";
import { AppError } from "../../platform/errors.ts";
import type { Log } from "../../platform/log.ts";
import type { Route } from "../../platform/route.ts";
import type { Credentials } from "../http/credentials.ts";
import { acceptJsonText } from "../http/json-body.ts";
import { refuseOtherMethods } from "../http/server.ts";
import { logFailure } from "../log-failure.ts";
import { sessionOf } from "../session.ts";
import { createQuickReads } from "./quick-reads.ts";
import type { buildTrpcRouter, Context } from "./router.ts";

export interface TrpcOptions {
  readonly engine: Engine;
  readonly router: ReturnType<typeof buildTrpcRouter>;
  readonly routes: readonly Route[];
  readonly credentials: Credentials;
  readonly origin: string;
  readonly log: Log;
}

const prefix = "/trpc";
const maxBatchSize = 10;
const methods = new Set(["GET", "POST"]);

/** tRPC at /trpc: reads may come ten in a batch, mutations one at a time. */
export async function registerTrpc(app: FastifyInstance, options: TrpcOptions): Promise<void> {
  const { engine, router, credentials, origin, log } = options;
  const contextOf = (req: FastifyRequest, res: FastifyReply): Context => ({
    engine,
    origin,
    requestId: req.id,
    call: () => credentials.callOf(req),
    answered(route, { output, replayed }) {
      if (replayed) res.header("idempotent-replayed", "true");
      if (route.session === "begin") credentials.begin(res, sessionOf(output));
      if (route.session === "end") credentials.end(res);
    },
    failed(error) {
      if (error.retryAfterSeconds !== undefined) res.header("retry-after", error.retryAfterSeconds);
      logFailure(log, error, req.id);
    },
  });
  const trpcOptions: FastifyTRPCPluginOptions<typeof router>["trpcOptions"] = {
    router,
    maxBatchSize,
    createContext: ({ req, res }) => contextOf(req, res),
  };
  const reads = new Set(options.routes.flatMap(({ action }) => (action.kind === "query" ? [action.name] : [])));
  const answerQuickly = createQuickReads({ router, reads, maxBatchSize, contextOf });
  /** As tRPC words it, so that its clients find the problem where they look for it. */
  const refuse = (request: FastifyRequest, reply: FastifyReply, detail: string) => {
    const error = new TRPCError({ code: "BAD_REQUEST", cause: new AppError("request.invalid", { detail }) });
    const ctx = contextOf(request, reply);
    const { _config: config } = router._def;
    const shape = getTRPCErrorShape({ config, ctx, error, input: undefined, path: undefined, type: "unknown" });
    return reply
      .code(400)
      .type("application/json")
      .send(JSON.stringify({ error: shape }));
  };
  await app.register(async (scope) => {
    // tRPC would take forms and streams as well, which nothing here reads.
    scope.addHook("onRequest", async ({ method, headers }) => {
      if (method === "POST" && !isJson(headers["content-type"])) throw new AppError("request.unsupported_media_type");
    });
    scope.addHook("preHandler", async (request, reply) => {
      if (await answerQuickly(request, reply)) return reply;
      // Decoded, as tRPC reads it: a comma may come as %2C, too.
      const { pathname } = new URL(request.url, "http://localhost");
      const calls = decodeURIComponent(pathname).split(",").length;
      if (request.method === "POST" && calls > 1) {
        return refuse(request, reply, "Mutations are not batched: send one at a time.");
      }
      if (calls > maxBatchSize) return refuse(request, reply, `A batch has at most ${maxBatchSize} calls.`);
      return undefined;
    });
    // tRPC's own plugin answers every method, and reads bodies as it likes.
    acceptJsonText(scope);
    scope.route<{ Params: { path: string } }>({
      method: [...methods, "HEAD"],
      url: `${prefix}/:path`,
      handler: (req, res) => fastifyRequestHandler({ ...trpcOptions, req, res, path: req.params.path }),
    });
    refuseOtherMethods(scope, `${prefix}/:path`, methods);
  });
}

/** A call without a body has no type. */
const isJson = (type: string | undefined): boolean =>
  type === undefined || type.split(";", 1)[0]?.trim().toLowerCase() === "application/json";
