import { type FastifyTRPCPluginOptions, fastifyTRPCPlugin } from "@trpc/server/adapters/fastify";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Engine } from "../../platform/engine.ts";
import { AppError } from "../../platform/errors.ts";
import type { Log } from "../../platform/log.ts";
import type { Route } from "../../platform/route.ts";
import type { Credentials } from "../http/credentials.ts";
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
      if (error.code === "internal") log.error({ err: error.cause, requestId: req.id }, "a request failed");
    },
  });
  const trpcOptions: FastifyTRPCPluginOptions<typeof router>["trpcOptions"] = {
    router,
    maxBatchSize,
    createContext: ({ req, res }) => contextOf(req, res),
  };
  const reads = new Set(options.routes.flatMap(({ action }) => (action.kind === "query" ? [action.name] : [])));
  const answerQuickly = createQuickReads({ router, reads, maxBatchSize, contextOf });
  await app.register(async (scope) => {
    scope.addHook("preHandler", async (request, reply) => {
      if (await answerQuickly(request, reply)) return reply;
      // Decoded, as tRPC reads it: a comma may come as %2C, too.
      const { pathname } = new URL(request.url, "http://localhost");
      const calls = decodeURIComponent(pathname).split(",").length;
      if (request.method === "POST" && calls > 1) {
        throw new AppError("request.invalid", { detail: "Mutations are not batched: send one at a time." });
      }
      if (calls > maxBatchSize) {
        throw new AppError("request.invalid", { detail: `A batch has at most ${maxBatchSize} calls.` });
      }
      return undefined;
    });
    await scope.register(fastifyTRPCPlugin, { prefix, trpcOptions });
  });
}
