import type { ErrorCode } from "@roost/contract";
import scalar from "@scalar/fastify-api-reference";
import type { FastifyInstance } from "fastify";
import type { Gateway } from "../modules/payments/index.ts";
import type { Actor, AnyAction } from "../platform/action.ts";
import type { Engine } from "../platform/engine.ts";
import type { Env } from "../platform/env.ts";
import type { Log } from "../platform/log.ts";
import type { Route, RouterTree } from "../platform/route.ts";
import type { Sql } from "../platform/sql.ts";
import type { LocalFiles } from "../platform/storage/folder-storage.ts";
import { type DevOptions, registerDev } from "./dev/dev.ts";
import { registerFiles } from "./files/files.ts";
import { registerUploads } from "./files/uploads.ts";
import { registerGraphql } from "./graphql/plugin.ts";
import { registerHealth } from "./health.ts";
import { createCredentials, sessionCookie } from "./http/credentials.ts";
import { createHttp } from "./http/server.ts";
import { registerPages } from "./pages/pages.ts";
import { registerReceiptLink } from "./pages/receipt-link.ts";
import { openApiDocument } from "./rest/openapi.ts";
import { registerRest } from "./rest/routes.ts";
import { registerTrpc } from "./trpc/plugin.ts";
import { buildTrpcRouter } from "./trpc/router.ts";
import { registerStripeWebhook } from "./webhooks/stripe.ts";

export interface SurfaceOptions {
  readonly env: Env;
  readonly log: Log;
  readonly origin: string;
  readonly engine: Engine;
  readonly sql: Sql;
  readonly gateway: Gateway;
  readonly routers: RouterTree;
  readonly routes: readonly Route[];
  readonly dev: DevOptions | undefined;
  /** Undefined where a store serves and takes files itself. */
  readonly files: LocalFiles | undefined;
  /** Whether somebody may call an action without a session. */
  isPublic(action: string): boolean;
  /** What an action can refuse, beyond what every request can be refused for. */
  refusalsOf(action: AnyAction): readonly ErrorCode[];
  authenticate(token: string): Promise<Actor | null>;
  ready(): Promise<void>;
}

export const restBase = "/api/v1";
export const stripeWebhookPath = `${restBase}/webhooks/stripe`;

/** One HTTP server with every surface, all of them from the same routes. */
export async function createSurfaces(options: SurfaceOptions): Promise<FastifyInstance> {
  const { env, log, origin, engine, routes } = options;
  const isAllowedOrigin = (from: string) => isAllowed(env, from);
  const eventLoopDelayMs = env.EVENT_LOOP_DELAY_MS;
  const app = await createHttp({ origin, log, trustProxy: env.TRUST_PROXY, isAllowedOrigin, eventLoopDelayMs });
  const credentials = createCredentials({ origin, isAllowedOrigin, authenticate: options.authenticate });
  const router = buildTrpcRouter(options.routers);
  const { isPublic, refusalsOf } = options;
  const at = { baseUrl: `${origin}${restBase}`, cookie: sessionCookie(origin) };
  const document = openApiDocument({ router, routes, ...at, isPublic, refusalsOf });

  registerHealth(app, options);
  registerPages(app);
  registerReceiptLink(app, engine);
  if (options.files) {
    registerFiles(app, options.files);
    await registerUploads(app, options.files);
  }
  registerRest(app, { engine, routes, credentials, base: restBase, isPublic });
  await registerTrpc(app, { engine, router, routes, credentials, origin, log });
  const isDevelopment = env.NODE_ENV !== "production";
  const introspection = env.GRAPHQL_INTROSPECTION ?? isDevelopment;
  const graphql = { introspection, hasPlayground: isDevelopment && introspection };
  await registerGraphql(app, { engine, routes, credentials, origin, log, ...graphql });
  await registerStripeWebhook(app, { engine, gateway: options.gateway, path: stripeWebhookPath });
  app.get("/api/openapi.json", () => document);
  await registerDocs(app, document);
  if (options.dev) registerDev(app, options.dev);
  return app;
}

async function registerDocs(app: FastifyInstance, content: object): Promise<void> {
  await app.register(async (scope) => {
    // The reference is one bundle with inline styles, served by this process: no CDN.
    scope.addHook("onSend", async (_request, reply) => {
      reply.header("content-security-policy", docsPolicy);
    });
    await scope.register(scalar, {
      routePrefix: "/api/docs",
      configuration: { content, pageTitle: "Roost API", ...quiet },
    });
  });
}

/** Nothing that leaves this machine, and no editor. */
const quiet = {
  telemetry: false,
  showDeveloperTools: "never",
  hideClientButton: true,
  withDefaultFonts: false,
  agent: { disabled: true },
  mcp: { disabled: true },
} as const;

const docsPolicy =
  "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; frame-ancestors 'none'";

function isAllowed(env: Env, from: string): boolean {
  if (env.CORS_ALLOW_ORIGINS.includes("*") || env.CORS_ALLOW_ORIGINS.includes(from)) return true;
  return env.ROOST_SANDBOX && /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/.test(from);
}
