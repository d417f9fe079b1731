import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import type { Cache } from "./cache.ts";
import type { Log } from "./log.ts";

/** The channel on which a committed change names the tag that it makes stale. */
const cacheChannel = "roost_cache";

export interface ListenerOptions {
  readonly url: string;
  readonly cache: Cache;
  readonly log: Log;
}

export interface CacheListener {
  /** Settles once changes of other processes are heard. */
  readonly listening: Promise<void>;
  stop(): Promise<void>;
}

const firstPauseMs = 100;
const longestPauseMs = 5000;

/**
 * Forgets what any process has changed. Postgres tells it when the change commits, never before and never for one that
 * was rolled back. After a lost connection nobody knows what was missed: everything is forgotten.
 */
export function listenForChanges({ url, cache, log }: ListenerOptions): CacheListener {
  const stopped = new AbortController();
  const first = Promise.withResolvers<void>();
  let current: pg.Client | undefined;

  const listen = async (): Promise<void> => {
    const client = new pg.Client({ connectionString: url, application_name: "roost cache", keepAlive: true });
    const lost = new Promise<void>((resolve) => {
      client.on("error", () => resolve());
      client.on("end", () => resolve());
    });
    client.on("notification", ({ payload }) => {
      if (payload) cache.forget(payload).catch((error: unknown) => log.warn({ err: error }, "a tag was not forgotten"));
    });
    current = client;
    await client.connect();
    await client.query(`listen ${cacheChannel}`);
    await cache.forgetAll();
    first.resolve();
    await lost;
  };

  const keepListening = async (): Promise<void> => {
    for (let pauseMs = firstPauseMs; !stopped.signal.aborted; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      try {
        await listen();
        pauseMs = firstPauseMs;
      } catch (error) {
        log.warn({ err: error }, "changes cannot be listened for: answers may be some seconds old");
      }
      await current?.end().catch(() => undefined);
      await wait(pauseMs, undefined, { signal: stopped.signal }).catch(() => undefined);
    }
  };

  const ended = keepListening();
  return {
    listening: first.promise,
    async stop() {
      stopped.abort();
      await current?.end().catch(() => undefined);
      await ended;
    },
  };
}
