import Stripe from "stripe";
import { z } from "zod";
import type { TestApp } from "./app.ts";

/** Stripe's own SDK on the sandbox: what the guest's browser, or an operator at Stripe's dashboard, does and sees. */
export function stripeOf({ stripe, stripeSecretKey }: Pick<TestApp, "stripe" | "stripeSecretKey">): Stripe {
  return new Stripe(stripeSecretKey, { host: "127.0.0.1", port: stripe.port, protocol: "http", telemetry: false });
}

/** How many events Stripe has told of, or will. */
export async function countProviderEvents(app: TestApp): Promise<number> {
  const events = await stripeOf(app).events.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 });
  return events.length;
}

type Bank = Pick<TestApp, "stripe">;

/** A cardholder disputes a charge at his bank: all that is left of it, unless said otherwise. Answers the dispute's id. */
export async function disputeAtBank(
  { stripe }: Bank,
  dispute: { readonly charge: string; readonly amount?: number; readonly inquiry?: boolean },
): Promise<string> {
  return Id.parse(await atConsole(`${stripe.url}/test/disputes`, dispute)).id;
}

/** His bank decides; an inquiry it can make a chargeback. */
export const decideAtBank = ({ stripe }: Bank, disputeRef: string, outcome: "won" | "lost" | "escalated") =>
  atConsole(`${stripe.url}/test/disputes/${disputeRef}/decide`, { outcome });

const Id = z.object({ id: z.string() });

async function atConsole(url: string, body: object): Promise<unknown> {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`the bank refused: ${await answer.text()}`);
  return answer.json();
}

export interface Books {
  /** How often money was taken. */
  readonly charges: number;
  readonly kept: number;
}

/** What Stripe took and did not give back for one of its intents; what it only withholds on the card is not taken. */
export async function booksAtStripe(app: TestApp, intentId: string | null): Promise<Books> {
  if (intentId === null) return { charges: 0, kept: 0 };
  const stripe = stripeOf(app);
  const [atOnce, later, refunds] = await Promise.all([
    stripe.events.list({ type: "charge.succeeded", limit: 100 }).autoPagingToArray({ limit: 10_000 }),
    stripe.events.list({ type: "charge.captured", limit: 100 }).autoPagingToArray({ limit: 10_000 }),
    stripe.refunds.list({ payment_intent: intentId, limit: 100 }),
  ]);
  const taken = [...atOnce, ...later].flatMap((event) => {
    if (event.type !== "charge.succeeded" && event.type !== "charge.captured") return [];
    const charge = event.data.object;
    return charge.payment_intent === intentId && charge.captured ? [charge.amount_captured] : [];
  });
  return { charges: taken.length, kept: sum(taken) - sum(refunds.data.map(({ amount }) => amount)) };
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

/** The browser's part, as Stripe.js does it: confirms with the client secret that it was given. */
export const confirmInBrowser = (app: TestApp, clientSecret: string, card: string): Promise<unknown> =>
  stripeOf(app).rawRequest("POST", `/v1/payment_intents/${clientSecret.split("_secret_")[0]}/confirm`, {
    client_secret: clientSecret,
    payment_method: card,
    return_url: "https://shop.example/back",
  });

/** The cardholder's part of 3-D Secure: opens his bank's page and presses its button. Answers where he is sent next. */
export async function authenticateAtBank(url: string, outcome: "complete" | "fail" = "complete"): Promise<string> {
  const page = await fetch(url);
  const html = await page.text();
  if (!html.includes(`value="${outcome}"`)) throw new Error(`the bank's page has no such button: ${html}`);
  const body = new URLSearchParams({ outcome });
  const pressed = await fetch(url, { method: "POST", body, redirect: "manual" });
  return pressed.headers.get("location") ?? "";
}

/** A bank lets an authorization go, as it does when it grows old. */
export const endHoldAtBank = ({ stripe }: Bank, intentId: string | null): Promise<unknown> =>
  atConsole(`${stripe.url}/test/holds/${intentId}/expire`, {});
