import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { Stripe } from "stripe";
import { onTestFinished } from "vitest";
import { isRecord } from "../../src/stripe/guards.ts";
import { type StripeSandbox, type StripeSandboxOptions, startStripe } from "../../src/stripe/index.ts";
import { SECRET_KEY, WEBHOOK_SECRET } from "./keys.ts";

export { SECRET_KEY, WEBHOOK_SECRET };

/** A payment as most tests want it: cards only, so that no return_url is needed. */
export const cardPayment = { amount: 12_500, currency: "nok", payment_method_types: ["card"] };
export const paidBy = (paymentMethod: string) => ({ ...cardPayment, confirm: true, payment_method: paymentMethod });

export async function openSandbox(options: Partial<StripeSandboxOptions> = {}) {
  const sandbox = await startStripe({ secretKey: SECRET_KEY, ...options });
  onTestFinished(() => sandbox.close().catch(() => undefined));
  return { sandbox, stripe: clientOf(sandbox) };
}

export function clientOf(sandbox: Pick<StripeSandbox, "port">, key = SECRET_KEY): Stripe {
  return new Stripe(key, { host: "127.0.0.1", port: sandbox.port, protocol: "http", maxNetworkRetries: 0 });
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Plain HTTP, for what the SDK cannot send. */
export async function send(sandbox: StripeSandbox, path: string, init: RequestInit = {}): Promise<RawAnswer> {
  const headers = new Headers({ authorization: `Bearer ${SECRET_KEY}` });
  new Headers(init.headers).forEach((value, name) => headers.set(name, value));
  const answer = await fetch(`${sandbox.url}${path}`, { redirect: "manual", ...init, headers });
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}

/** Acts as the outside world, by the sandbox's console. */
export async function tell(
  sandbox: Pick<StripeSandbox, "url">,
  order: string,
  fields?: Readonly<Record<string, unknown>>,
): Promise<RawAnswer> {
  const [method = "", path = ""] = order.split(" ");
  const body = fields === undefined ? {} : { body: JSON.stringify(fields) };
  const headers = { "content-type": "application/json" };
  const answer = await fetch(sandbox.url + path, { method, headers, ...body });
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}

export function postForm(form: string): RequestInit {
  return { method: "POST", body: form, headers: { "content-type": "application/x-www-form-urlencoded" } };
}

export function errorOf({ body }: RawAnswer): Record<string, unknown> {
  if (isRecord(body) && isRecord(body["error"])) return body["error"];
  throw new Error(`Expected an error, found ${JSON.stringify(body)}`);
}

export async function caught(promise: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof Stripe.errors.StripeError) return error;
  throw new Error(`Expected a refusal by Stripe, found ${String(error)}`);
}

export function idOf(reference: string | { readonly id: string } | null): string {
  if (reference === null) throw new Error("There is no such object");
  return typeof reference === "string" ? reference : reference.id;
}

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly status: number;
}

/** An endpoint for webhooks. It answers the first, second, … request as `statusOf` says, and never where that is 0. */
export async function openReceiver(statusOf: (count: number) => number = () => 200) {
  const received: Received[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const status = statusOf(received.length + 1);
      received.push({ headers: incoming.headers, body: Buffer.concat(chunks).toString("utf8"), status });
      if (status !== 0) outgoing.writeHead(status, { location: "/elsewhere" }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${portOf(server.address())}/webhooks`, received };
}

/** The event in a webhook, as the SDK gives it out after checking the signature. */
export function verified(received: Received): Stripe.Event {
  return verifiedWith(WEBHOOK_SECRET, received);
}

export function verifiedWith(secret: string, { body, headers }: Received): Stripe.Event {
  const signature = headers["stripe-signature"];
  if (typeof signature !== "string") throw new Error("The webhook is not signed");
  return new Stripe(SECRET_KEY).webhooks.constructEvent(body, signature, secret);
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("The server listens on no port");
  return address.port;
}
