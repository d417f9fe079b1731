import { createHmac } from "node:crypto";
import { Agent, request } from "node:http";
import { isRecord } from "../guards.ts";
import type { Store } from "../store.ts";
import type { Deliveries, Delivery } from "./deliveries.ts";

export interface Webhook {
  readonly url: string;
  readonly secret: string;
}

export interface WebhookOptions {
  readonly store: Store;
  readonly deliveries: Deliveries;
  readonly retryDelaysMs: readonly number[];
}

export interface Webhooks {
  isConfigured(): boolean;
  configure(webhook: Webhook): void;
  /** Where the events of connected accounts go instead. */
  configureConnect(webhook: Webhook): void;
  /** Says that there may be something to deliver; returns before anything is. */
  wake(): void;
  close(): void;
}

const AT_ONCE = 16;
const PATIENCE_MS = 10_000;
const LONGEST_TIMER_MS = 2_147_483_647;

/** Posts events to the configured address until it answers 2xx or the schedule is used up. */
export function startWebhooks(options: WebhookOptions): Webhooks {
  const { store, deliveries, retryDelaysMs } = options;
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const inFlight = new Map<number, AbortController>();
  let webhook: Webhook | undefined;
  let connectWebhook: Webhook | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const schedule = (delayMs: number): void => {
    clearTimeout(timer);
    timer = setTimeout(pump, Math.min(Math.max(delayMs, 0), LONGEST_TIMER_MS));
  };
  const pump = (): void => {
    if (closed || !webhook) return;
    const now = Date.now();
    const waiting = deliveries.due(now, AT_ONCE + inFlight.size).filter(({ id }) => !inFlight.has(id));
    for (const delivery of waiting.slice(0, AT_ONCE - inFlight.size)) void deliver(delivery);
    const next = deliveries.nextAfter(now);
    if (next !== undefined) schedule(next - now);
  };
  const endpointOf = (event: unknown): Webhook | undefined =>
    isRecord(event) && "account" in event ? (connectWebhook ?? webhook) : webhook;
  const deliver = async (delivery: Delivery): Promise<void> => {
    const event = store.findAny(delivery.event);
    const to = endpointOf(event);
    if (!to) return;
    const abort = new AbortController();
    inFlight.set(delivery.id, abort);
    const patience = setTimeout(() => abort.abort(), PATIENCE_MS);
    const isDelivered = await post({ to, body: JSON.stringify(event), agent, signal: abort.signal });
    clearTimeout(patience);
    inFlight.delete(delivery.id);
    if (closed) return;
    settle(delivery, isDelivered);
    pump();
  };
  const settle = (delivery: Delivery, isDelivered: boolean): void => {
    const delay = retryDelaysMs[delivery.attempts];
    if (isDelivered || delay === undefined) deliveries.done(delivery);
    else deliveries.postpone({ ...delivery, attempts: delivery.attempts + 1 }, Date.now() + delay);
  };

  return {
    isConfigured: () => webhook !== undefined,
    configure(next) {
      requireHttp(next);
      webhook = next;
      schedule(0);
    },
    configureConnect(next) {
      requireHttp(next);
      connectWebhook = next;
      schedule(0);
    },
    wake() {
      if (webhook && !closed) schedule(0);
    },
    close() {
      closed = true;
      clearTimeout(timer);
      for (const abort of inFlight.values()) abort.abort();
      agent.destroy();
    },
  };
}

function requireHttp({ url }: Webhook): void {
  if (new URL(url).protocol !== "http:") throw new TypeError(`Webhooks go to http addresses: ${url}`);
}

function signatureHeader(body: string, secret: string, seconds: number): string {
  const signature = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
  return `t=${seconds},v1=${signature}`;
}

interface Post {
  readonly to: Webhook;
  readonly body: string;
  readonly agent: Agent;
  readonly signal: AbortSignal;
}

/** Resolves to whether the answer was 2xx; node:http follows no redirects, as Stripe does not. */
function post({ to, body, agent, signal }: Post): Promise<boolean> {
  return new Promise((resolve) => {
    const headers = {
      "content-type": "application/json; charset=utf-8",
      "content-length": Buffer.byteLength(body),
      "stripe-signature": signatureHeader(body, to.secret, Math.floor(Date.now() / 1000)),
      "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
    };
    const sent = request(to.url, { method: "POST", agent, headers, signal }, (answer) => {
      const status = answer.statusCode ?? 0;
      answer.on("error", () => resolve(false));
      answer.on("end", () => resolve(status >= 200 && status < 300));
      answer.resume();
    });
    sent.on("error", () => resolve(false));
    sent.end(body);
  });
}
