import { BrokenCircuitError, ConsecutiveBreaker, circuitBreaker, handleAll } from "cockatiel";
import Stripe from "stripe";

type HttpClient = ReturnType<typeof Stripe.createNodeHttpClient>;
type Answer = Awaited<ReturnType<HttpClient["makeRequest"]>>;

export interface BreakerOptions {
  /** So many calls in a row without a sound answer open the circuit. */
  readonly failures: number;
  /** How long nobody asks then; afterwards one call tries. */
  readonly pauseMs: number;
}

/**
 * Stripe's HTTP client behind a circuit breaker: while Stripe does not answer, callers hear so at once instead of each
 * waiting for a time-out. What they wanted is recorded and asked again.
 */
export function breakableClient({ failures, pauseMs }: BreakerOptions): HttpClient {
  const http = Stripe.createNodeHttpClient();
  const broken = handleAll.orWhenResult((answer: unknown) => isAnswer(answer) && answer.getStatusCode() >= 500);
  const circuit = circuitBreaker(broken, { halfOpenAfter: pauseMs, breaker: new ConsecutiveBreaker(failures) });
  return {
    getClientName: () => http.getClientName(),
    async makeRequest(...request) {
      try {
        return await circuit.execute(() => http.makeRequest(...request));
      } catch (error) {
        if (error instanceof BrokenCircuitError) return openCircuit;
        throw error;
      }
    },
  };
}

const isAnswer = (value: unknown): value is Answer =>
  typeof value === "object" && value !== null && "getStatusCode" in value;

const openCircuit: Answer = {
  getStatusCode: () => 503,
  // Or the SDK would try once more.
  getHeaders: () => ({ "stripe-should-retry": "false" }),
  getRawResponse: () => undefined,
  toStream: () => {
    throw new Error("there is no answer to stream");
  },
  toJSON: async () => ({ error: { type: "api_error", message: "Stripe has not answered for a while; not asked." } }),
};
