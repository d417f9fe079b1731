import { createTRPCClientProxy, type TRPCClient } from "@trpc/client";
import type { AppRouter, Session } from "./generated/router.ts";
import type { Token } from "./headers.ts";
import { Transport } from "./transport.ts";

/** The API's routers as properties, each a plain tRPC client: `client.bookings.create.mutate(input, options)`. */
export type RoostClient = TRPCClient<AppRouter>;

export interface ClientOptions {
  /** The API's origin, for example `http://localhost:4000`. */
  readonly url: string;
  /** A session token or an API key, or a function that answers the present one before each request. */
  readonly token?: Token | undefined;
  /** Instead of the global `fetch`. */
  readonly fetch?: typeof fetch | undefined;
  /** How long one attempt may take, in milliseconds. 30 seconds by default; 0 for no limit. */
  readonly timeoutMs?: number | undefined;
  /** How often a failed call is tried again. 2 by default; 0 turns retries off. */
  readonly retries?: number | undefined;
  /** Told of the new session after a sign-in or a change of rights, and of null after a sign-out. */
  readonly onSession?: ((session: Session | null) => void) | undefined;
}

/**
 * A typed client of the API. Calls made in the same tick share one request where they only read; mutations travel
 * alone, each with an idempotency key that its retries repeat.
 *
 * @example
 * ```ts
 * let session: Session | null = null;
 * const client = createClient({
 *   url: "http://localhost:4000",
 *   token: () => session?.token,
 *   onSession: (next) => {
 *     session = next;
 *   },
 * });
 * await client.auth.signIn.mutate({ email, password });
 * const { data } = await client.listings.search.query({ city: "Oslo", guests: 2 });
 * ```
 * @throws TypeError when `url` is not an absolute address.
 */
export function createClient(options: ClientOptions): RoostClient {
  const { token, onSession, timeoutMs = 30_000, retries = 2 } = options;
  const fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
  const endpoint = `${new URL(options.url).href.replace(/\/+$/, "")}/trpc`;
  return createTRPCClientProxy(new Transport({ endpoint, token, fetch, timeoutMs, retries, onSession }));
}
