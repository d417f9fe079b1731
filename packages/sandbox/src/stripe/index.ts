import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { openLinks } from "./connect/links.ts";
import type { World } from "./context.ts";
import { openFaults } from "./faults/faults.ts";
import { openIdempotency } from "./idempotency.ts";
import { createStripeServer } from "./server.ts";
import { openSettings } from "./settings.ts";
import { openStore } from "./store.ts";
import { tasks } from "./tasks.ts";
import { openAgenda } from "./time/agenda.ts";
import { openClock } from "./time/clock.ts";
import { keepAppointment } from "./time/keep-appointment.ts";
import { openDeliveries } from "./webhooks/deliveries.ts";
import { openDisorder } from "./webhooks/disorder.ts";
import { startWebhooks } from "./webhooks/webhooks.ts";

export interface StripeSandboxOptions {
  /** 0, the default, is any free port. */
  readonly port?: number;
  readonly host?: string;
  readonly secretKey: string;
  /** An sqlite file; without one, everything is forgotten at the end. */
  readonly file?: string;
  readonly webhook?: { readonly url: string; readonly secret: string };
  /** Events of connected accounts go here; without it, they go where the others go. */
  readonly connectWebhook?: { readonly url: string; readonly secret: string };
  /** How long to wait before each further try to deliver an event; after the last, it is given up. */
  readonly retryDelaysMs?: readonly number[];
  /** How long a payout stays pending, and then in transit. */
  readonly payoutDelayMs?: number;
  /** How long it takes until a test card's dispute is opened, its refund fails, or evidence is decided upon. */
  readonly laterMs?: number;
}

export interface StripeSandbox {
  readonly url: string;
  readonly port: number;
  /** Where events go from now on. */
  setWebhook(webhook: { url: string; secret: string }): void;
  /** Where those of connected accounts go instead from now on. */
  setConnectWebhook(webhook: { url: string; secret: string }): void;
  close(): Promise<void>;
}

const LATER_MS = 300;
const PAYOUT_DELAY_MS = 300;
const RETRY_DELAYS_MS = [200, 1_000, 5_000, 30_000, 300_000, 1_800_000, 7_200_000];

export async function startStripe(options: StripeSandboxOptions): Promise<StripeSandbox> {
  const { host = "127.0.0.1", secretKey, retryDelaysMs = RETRY_DELAYS_MS } = options;
  const { laterMs = LATER_MS, payoutDelayMs = PAYOUT_DELAY_MS } = options;
  const store = openStore(options.file ?? ":memory:");
  const deliveries = openDeliveries(store.database);
  const webhooks = startWebhooks({ store, deliveries, retryDelaysMs });
  let url = "";
  const settings = openSettings(store.database);
  const disorder = openDisorder(settings);
  const faults = openFaults(store.database, settings);
  const clock = openClock(settings);
  const agenda = openAgenda(store.database, clock);
  const soon = () => clock.milliseconds() + laterMs;
  const links = openLinks(store.database);
  const told = { disorder, faults, payoutDelayMs };
  const world: World = { store, deliveries, webhooks, clock, agenda, links, ...told, soon, url: () => url };
  const server = createStripeServer({ world, idempotency: openIdempotency(store.database), secretKey });
  const address = await listen(server, options.port ?? 0, host).catch((error: unknown) => {
    store.close();
    throw error;
  });
  url = `http://${host}:${address.port}`;
  if (options.webhook) webhooks.configure(options.webhook);
  if (options.connectWebhook) webhooks.configureConnect(options.connectWebhook);
  const known = new Map(Object.entries(tasks));
  agenda.begin((appointment) => keepAppointment(world, known, appointment));
  return {
    url,
    port: address.port,
    setWebhook: (webhook) => webhooks.configure(webhook),
    setConnectWebhook: (webhook) => webhooks.configureConnect(webhook),
    async close() {
      webhooks.close();
      agenda.close();
      faults.close();
      await closeServer(server);
      store.close();
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      const address = server.address();
      if (address && typeof address === "object") resolve(address);
      else reject(new Error("The server listens on no port"));
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
