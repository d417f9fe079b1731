import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { type TestApp, until } from "./app.ts";
import { type Answered, send } from "./http.ts";

export interface CaughtEvent {
  readonly type: string;
  readonly body: string;
  readonly signature: string;
}

/** Takes Stripe's events in the app's place, so that a test decides when and how often they come. */
export interface WebhookCatcher {
  caught(type: string): Promise<CaughtEvent>;
  deliver(event: Omit<CaughtEvent, "type">): Promise<Answered>;
  /** Delivers what was caught, once each, and lets everything after that go to the app by itself. */
  release(): Promise<void>;
  close(): void;
}

export async function catchWebhooks(app: TestApp): Promise<WebhookCatcher> {
  const events: CaughtEvent[] = [];
  const server = createServer((request, response) => {
    void take(request).finally(() => response.end());
  });
  const take = async (request: IncomingMessage) => {
    const body = await text(request);
    events.push({ type: JSON.parse(body).type, body, signature: String(request.headers["stripe-signature"]) });
  };
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const secret = app.stripeWebhookSecret;
  app.stripe.setWebhook({ url: `http://127.0.0.1:${port}/`, secret });

  const deliver: WebhookCatcher["deliver"] = ({ body, signature }) =>
    send(app.rest, "POST /webhooks/stripe", { body, headers: { "stripe-signature": signature } });
  return {
    deliver,
    caught: (type) => until(`Stripe to tell of ${type}`, () => events.find((event) => event.type === type)),
    async release() {
      app.stripe.setWebhook({ url: `${app.rest}/webhooks/stripe`, secret });
      for (const event of events) await deliver(event);
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
