import { type getFetch, httpBatchLink, httpLink, splitLink, TRPCUntypedClient } from "@trpc/client";
import { fetchAnswer } from "./answer.ts";
import type { AppRouter, Session } from "./generated/router.ts";
import { idempotencyKeyOf, requestHeaders, type Token } from "./headers.ts";
import { limited } from "./limits.ts";
import { withRetries } from "./retries.ts";
import { sessionAfter } from "./session.ts";

export interface TransportOptions {
  /** The address of the tRPC endpoint. */
  readonly endpoint: string;
  readonly token: Token | undefined;
  readonly fetch: typeof fetch;
  readonly timeoutMs: number;
  readonly retries: number;
  readonly onSession: ((session: Session | null) => void) | undefined;
}

type CallOptions = NonNullable<Parameters<TRPCUntypedClient<AppRouter>["query"]>[2]>;

/**
 * tRPC's client with Roost's manners. They sit here and not in a link, because tRPC wraps whatever a link throws
 * in its own error class.
 */
export class Transport extends TRPCUntypedClient<AppRouter> {
  readonly #options: TransportOptions;

  constructor(options: TransportOptions) {
    super({ links: [linkOf(options)] });
    this.#options = options;
  }

  override query(path: string, input: unknown = {}, { context = {}, signal }: CallOptions = {}): Promise<unknown> {
    return this.#call((signal) => super.query(path, input, { context, signal }), signal);
  }

  override async mutation(path: string, input: unknown = {}, options: CallOptions = {}): Promise<unknown> {
    const context = { ...options.context, idempotencyKey: idempotencyKeyOf(options.context) };
    const answer = await this.#call((signal) => super.mutation(path, input, { context, signal }), options.signal);
    const session = sessionAfter(path, answer);
    if (session !== undefined) this.#options.onSession?.(session);
    return answer;
  }

  #call(send: (signal: AbortSignal) => Promise<unknown>, signal: AbortSignal | undefined): Promise<unknown> {
    const { retries, timeoutMs } = this.#options;
    return withRetries(() => limited(send, { timeoutMs, signal }), { retries, signal });
  }
}

/** A mutation travels alone, so that its key goes with exactly that call. */
function linkOf({ endpoint: url, token, fetch: userFetch }: TransportOptions) {
  const fetch: TrpcFetch = (input, init) =>
    fetchAnswer(() => userFetch(input, { ...init, signal: init?.signal ?? null }));
  return splitLink<AppRouter>({
    condition: (op) => op.type === "query",
    true: httpBatchLink<AppRouter>({ url, fetch, ...batchLimits, headers: () => requestHeaders(token) }),
    false: httpLink<AppRouter>({ url, fetch, headers: ({ op }) => requestHeaders(token, op.context.idempotencyKey) }),
  });
}

type TrpcFetch = ReturnType<typeof getFetch>;

/** The API takes 10 calls in a batch; proxies commonly refuse request lines above 8 kB. */
const batchLimits = { maxItems: 10, maxURLLength: 8_000 } as const;
