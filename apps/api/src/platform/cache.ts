import { BentoCache, bentostore, errors } from "bentocache";
import { memoryDriver } from "bentocache/drivers/memory";
import { redisDriver } from "bentocache/drivers/redis";
import { Redis } from "ioredis";
import { hotKeys } from "./hot-keys.ts";
import type { Log } from "./log.ts";
import { Port } from "./port.ts";

/**
 * What several requests ask in the same few seconds: rows for strangers, never what follows from who asks. A row has more than
 * a stranger is shown (a home's address), so that the second level is as private as the database.
 */
export interface Cache {
  /** What is kept under the key, or what `read` answers now; whoever asks meanwhile waits for the same read. */
  getOrRead<T extends object>(entry: Entry, read: () => Promise<T | undefined>): Promise<T | undefined>;
  /** Forgets everything with this tag, in this process and in Redis. */
  forget(tag: string): Promise<void>;
  /** Forgets everything: nobody knows what changed meanwhile. */
  forgetAll(): Promise<void>;
  close(): Promise<void>;
}

export interface Entry {
  readonly key: string;
  /** What it depends on, for example `listing:<id>`. */
  readonly tags: readonly string[];
  /** It is kept only while it is asked for often: what is read as fast as it is kept. */
  readonly onlyIfHot?: boolean;
}

export const cachePort = new Port<Cache>("cache");

export interface CacheOptions {
  /** How old an answer may be; 0 keeps nothing. */
  readonly ttlMs: number;
  /** A second level that processes share. */
  readonly redisUrl?: string | undefined;
  readonly log: Log;
}

/** Of one process: homes that are hot, and the facets that were counted last, of some 8 KB each. */
const mostItems = 1000;
/** Within the time to live. To keep something costs as much as to read it some times, and this saves nearly all reads. */
const often = 16;
/** A Redis that does not answer must cost less than the read that it saves. */
const redisTimeoutMs = 250;

/** In memory, and with `redisUrl` in Redis behind it. A Redis that is down is passed by: Postgres is asked. */
export function createCache({ ttlMs, redisUrl, log }: CacheOptions): Cache {
  if (ttlMs === 0) return withoutCache;
  const redis = redisUrl === undefined ? undefined : connect(redisUrl, log);
  // What comes from Redis is text, and stays text in memory; by itself memory keeps the objects.
  const memory = bentostore().useL1Layer(memoryDriver({ serialize: redis !== undefined, maxItems: mostItems }));
  const store = redis === undefined ? memory : memory.useL2Layer(redisDriver({ connection: redis }));
  const cache = new BentoCache({
    default: "kept",
    prefix: "roost",
    ttl: ttlMs,
    suppressL2Errors: true,
    stores: { kept: store },
  });

  const isHot = hotKeys({ often, spanMs: ttlMs });
  return {
    async getOrRead(entry, read) {
      if (entry.onlyIfHot === true && !isHot(entry.key)) return read();
      try {
        // Wrapped, since nothing is an answer, too.
        const factory = async () => ({ found: await read() });
        const { found } = await cache.getOrSet({ key: entry.key, tags: [...entry.tags], factory });
        return found;
      } catch (error) {
        throw error instanceof errors.E_FACTORY_ERROR && error.cause instanceof Error ? error.cause : error;
      }
    },
    forget: async (tag) => void (await cache.deleteByTag({ tags: [tag] })),
    forgetAll: () => cache.clear(),
    async close() {
      await cache.disconnectAll();
      redis?.disconnect();
    },
  };
}

const withoutCache: Cache = {
  getOrRead: (_entry, read) => read(),
  forget: () => Promise.resolve(),
  forgetAll: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

function connect(url: string, log: Log): Redis {
  const redis = new Redis(url, {
    commandTimeout: redisTimeoutMs,
    connectTimeout: 2000,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    retryStrategy: (attempt) => Math.min(attempt * 200, 5000),
  });
  redis.on("error", (error: unknown) => log.warn({ err: error }, "Redis is not reachable: Postgres is asked instead"));
  return redis;
}
