import type { FastifyInstance } from "fastify";
import type pg from "pg";
import { migrationsFolder } from "./migrate-database.ts";
import { auditPart } from "./modules/audit/index.ts";
import { authenticate, authRetention, makeVerificationToken, renewSession } from "./modules/auth/index.ts";
import {
  bookingSweeps,
  findBookingFacts,
  findStandings,
  lockBooking,
  quoteRetention,
} from "./modules/bookings/index.ts";
import {
  calendarQueue,
  calendarSweep,
  findClash,
  photoQueues,
  photoSweeps,
  searchConnectionSeconds,
  searchSettings,
  searchSqlPort,
  standingsPort,
  vocabSweep,
} from "./modules/listings/index.ts";
import {
  bookingFactsPort,
  calendarClashFactsPort,
  chargebackFactsPort,
  mailerPort,
  notificationQueues,
  payoutAccountFactsPort,
  payoutFactsPort,
  receiptLinkPort,
  refundFactsPort,
  verificationTokenPort,
} from "./modules/notifications/index.ts";
import {
  type BooksGateway,
  booksPort,
  booksSweep,
  createStripeBooks,
  createStripeEventList,
  createStripeGateway,
  eventListPort,
  findChargebackFacts,
  findPayoutAccountFacts,
  findPayoutFacts,
  findRefundFacts,
  type Gateway,
  gatewayPort,
  lockReferencePort,
  lostEventsSweep,
  paidForPort,
  paymentQueues,
  paymentSweeps,
  paymentWorks,
  rateRefresh,
  receiptLink,
} from "./modules/payments/index.ts";
import { findRatings, reviewSweeps } from "./modules/reviews/index.ts";
import { ratingsPort, renewSessionPort } from "./modules/users/index.ts";
import { isPublic } from "./permissions.ts";
import { cachePort, createCache } from "./platform/cache.ts";
import { type CacheListener, listenForChanges } from "./platform/cache-listener.ts";
import { createCursors } from "./platform/cursor.ts";
import { createPool } from "./platform/db.ts";
import { createEngine, type Engine } from "./platform/engine.ts";
import type { Env } from "./platform/env.ts";
import { createGuardedFetch, guardedFetchPort } from "./platform/guarded-fetch.ts";
import { startWorker } from "./platform/jobs.ts";
import type { Log } from "./platform/log.ts";
import { createMailer, type Mailer } from "./platform/mail.ts";
import { listMigrations } from "./platform/migrate.ts";
import type { House } from "./platform/port.ts";
import { keyRetention } from "./platform/retention.ts";
import { reachOf } from "./platform/sandbox-reach.ts";
import { cursorsPort, envPort, originPort } from "./platform/settings.ts";
import { type Sql, sqlOn } from "./platform/sql.ts";
import { openStorage } from "./platform/storage/open-storage.ts";
import { storagePort } from "./platform/storage/storage.ts";
import { drainSweeps, type Sweep, startSweeper } from "./platform/sweeps.ts";
import { reactions } from "./reactions.ts";
import { refusalsOf } from "./refusals.ts";
import { allRoutes, routers } from "./routes.ts";
import type { MailPages } from "./surfaces/dev/dev.ts";
import { NotReady } from "./surfaces/health.ts";
import { createSurfaces } from "./surfaces/surfaces.ts";

export interface AppOptions {
  readonly env: Env;
  readonly log: Log;
  /** Where people and providers reach the API. */
  readonly origin: string;
  /** The sandbox's inbox; with it come the pages below /dev. */
  readonly mailPages?: MailPages;
  readonly gateway?: Gateway;
  readonly books?: BooksGateway;
  readonly mailer?: Mailer;
}

export interface App {
  /** What ports are asked by. */
  readonly house: House;
  readonly engine: Engine;
  readonly sql: Sql;
  readonly pool: pg.Pool;
  readonly sweeps: readonly Sweep[];
  /** The HTTP server, not listening yet. */
  http(): Promise<FastifyInstance>;
  /** Works off queues and sweeps until the returned function is called. */
  work(): Promise<() => Promise<void>>;
  /** Throws, with the reason, while this process cannot do its work. */
  ready(): Promise<void>;
  /** From now on /readyz says no. */
  drain(): void;
  close(): Promise<void>;
}

const sweepEveryMs = 1000;

/** The one place where adapters are built and plugged in. */
export function createApp(options: AppOptions): App {
  const { env, log, origin } = options;
  const house: House = {};
  const connection = {
    url: env.DATABASE_URL,
    log,
    statementTimeoutMs: env.DATABASE_STATEMENT_TIMEOUT_MS,
    connectionTimeoutMs: env.DATABASE_CONNECTION_TIMEOUT_MS,
  };
  const pool = createPool({ ...connection, max: env.DATABASE_POOL_SIZE });
  const searchMax = Math.ceil(env.DATABASE_POOL_SIZE / 2);
  const searchPool = createPool({
    ...{ ...connection, max: searchMax, name: "roost-search", settings: searchSettings },
    maxLifetimeSeconds: searchConnectionSeconds,
  });
  const sql = sqlOn(pool);
  const gateway = options.gateway ?? createStripeGateway(stripeOf(env));
  const { storage, files } = openStorage(env, origin);
  const mailer = options.mailer ?? createMailer({ url: env.SMTP_URL, from: env.MAIL_FROM });
  const works = new Map(paymentWorks.map((work) => [work.name, work]));
  const cache = createCache({ ttlMs: env.CACHE_TTL_MS, redisUrl: env.REDIS_URL, log });
  let listener: CacheListener | undefined;
  const engine = createEngine({
    pool,
    house,
    secret: env.ROOST_SECRET,
    log,
    audit: auditPart,
    reactions,
    works,
    committed: async (events) => {
      const ids = events.flatMap(({ data }) => ("listingId" in data ? [data.listingId] : []));
      await Promise.all(ids.map((id) => cache.forget(`listing:${id}`)));
    },
  });

  envPort.plug(house, env);
  originPort.plug(house, origin);
  guardedFetchPort.plug(house, createGuardedFetch(reachOf(env)));
  cachePort.plug(house, cache);
  cursorsPort.plug(house, createCursors(env.ROOST_SECRET));
  searchSqlPort.plug(house, sqlOn(searchPool));
  renewSessionPort.plug(house, renewSession);
  ratingsPort.plug(house, findRatings);
  standingsPort.plug(house, findStandings);
  gatewayPort.plug(house, gateway);
  booksPort.plug(house, options.books ?? createStripeBooks(stripeOf(env)));
  eventListPort.plug(house, createStripeEventList(stripeOf(env)));
  lockReferencePort.plug(house, async (scope, reference) => void (await lockBooking(scope, reference)));
  mailerPort.plug(house, mailer);
  storagePort.plug(house, storage);
  calendarClashFactsPort.plug(house, findClash);
  bookingFactsPort.plug(house, findBookingFacts);
  chargebackFactsPort.plug(house, findChargebackFacts);
  paidForPort.plug(house, findBookingFacts);
  receiptLinkPort.plug(house, (paymentId) => receiptLink(origin, env.ROOST_SECRET, paymentId));
  refundFactsPort.plug(house, findRefundFacts);
  payoutFactsPort.plug(house, findPayoutFacts);
  payoutAccountFactsPort.plug(house, findPayoutAccountFacts);
  verificationTokenPort.plug(house, makeVerificationToken);

  // Apart, and in real time: a store that is slow or away keeps no deadline waiting, nor the clock of the sandbox.
  const storeSweeps = photoSweeps({ house, sql, log });
  const sweeps: readonly Sweep[] = [
    { name: "provider calls", run: () => engine.finishProviderWork() },
    { name: "stale provider calls", everyMs: 3_600_000, run: () => engine.reportStaleWork() },
    calendarSweep({ engine }),
    vocabSweep(sql),
    ...bookingSweeps({ engine, sql, log }),
    ...paymentSweeps({ engine, sql, log }),
    booksSweep({ engine, house, sql, log }),
    lostEventsSweep({ engine, house, sql, log }),
    ...reviewSweeps({ engine, sql, log }),
    ...authRetention(sql),
    quoteRetention(sql),
    rateRefresh({ sql, log, url: env.FX_REFRESH_URL, file: env.FX_RATES_FILE }),
    keyRetention(sql),
  ];
  let draining = false;

  return {
    house,
    engine,
    sql,
    pool,
    sweeps: [...sweeps, ...storeSweeps],
    http() {
      if (env.CACHE_TTL_MS > 0) listener ??= listenForChanges({ url: env.DATABASE_URL, cache, log });
      return createSurfaces({
        env,
        log,
        origin,
        engine,
        sql,
        gateway,
        files,
        routers,
        routes: allRoutes,
        isPublic,
        refusalsOf,
        authenticate: (token) => authenticate(sql, token),
        ready: () => checkReady(sql, draining),
        dev: env.ROOST_SANDBOX ? { sql, cache, mail: options.mailPages, drain: () => drainSweeps(sweeps) } : undefined,
      });
    },
    async work() {
      const queues = [
        ...paymentQueues({ engine, house, sql }),
        ...photoQueues({ engine, house, sql }),
        calendarQueue({ engine, house, sql }),
        ...notificationQueues(house, sql),
      ];
      const worker = await startWorker({ url: env.DATABASE_URL, log, queues });
      const sweepers = [sweeps, storeSweeps].map((own) => startSweeper({ sweeps: own, everyMs: sweepEveryMs, log }));
      return async () => {
        await Promise.all(sweepers.map((sweeper) => sweeper.stop()));
        await worker.stop();
      };
    },
    ready: () => checkReady(sql, draining),
    drain() {
      draining = true;
    },
    async close() {
      mailer.close();
      await listener?.stop();
      await cache.close();
      await Promise.all([pool.end(), searchPool.end()]);
    },
  };
}

const stripeOf = (env: Env) => ({
  secretKey: env.STRIPE_SECRET_KEY,
  webhookSecret: env.STRIPE_WEBHOOK_SECRET,
  connectWebhookSecret: env.STRIPE_CONNECT_WEBHOOK_SECRET,
  apiBase: env.STRIPE_API_BASE,
});

const readyWithinMs = 500;

async function checkReady(sql: Sql, draining: boolean): Promise<void> {
  if (draining) throw new NotReady("draining");
  const late = AbortSignal.timeout(readyWithinMs);
  const answered = sql.one<{ name: string }>(
    "migrations_current",
    "select max(migration_name) as name from _prisma_migrations where finished_at is not null",
  );
  const newest = await Promise.race([
    answered,
    new Promise<never>((_resolve, reject) => {
      late.addEventListener("abort", () => reject(new NotReady("the database does not answer in time")));
    }),
  ]);
  const expected = (await listMigrations(migrationsFolder)).at(-1);
  if (newest?.name !== expected) throw new NotReady("migrations are not current");
}
