import { setTimeout as wait } from "node:timers/promises";
import { drive } from "../../drive.ts";
import type { World } from "../../world.ts";
import { type LivePayment, tellOf } from "./live-payment.ts";
import type { Provider } from "./provider.ts";
import { signedEvent } from "./signed-event.ts";

export interface Deliveries {
  readonly port: number;
  readonly payments: readonly LivePayment[];
  readonly provider: Provider;
  readonly secret: string;
}

const path = "/api/v1/webhooks/stripe";
const connections = 16;
const reachingAtOnce = 32;
/** How often the server may say that it is busy. */
const patience = 2000;

/**
 * The first delivery of every payment, then the second of every payment, and so on. Before the next ones, each event
 * that was delivered has been applied, or tried at least: so the order of delivery is one of application, too.
 */
export async function deliver(world: World, { port, payments, provider, secret }: Deliveries): Promise<void> {
  const most = Math.max(...payments.map(({ order }) => order.length));
  for (let turn = 0; turn < most; turn += 1) {
    const events: object[] = [];
    await inParallel(payments, async (payment) => {
      const place = payment.order[turn];
      if (place !== undefined) events.push(await tellOf(payment, place, provider));
    });
    const under = new Map<number, object>();
    let busy = 0;
    await drive({
      port,
      connections,
      next(connection) {
        const event = events.pop();
        if (event) under.set(connection, event);
        return event && signedEvent(path, event, secret);
      },
      answered(connection, { status, body }) {
        const event = under.get(connection);
        // As Stripe does, only sooner.
        if (status === 503 && event && busy++ < patience) events.push(event);
        else if (status !== 200) throw new Error(`an event was answered ${status}: ${body()}`);
      },
    });
    await allTried(world);
  }
}

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  let taken = 0;
  const next = async () => {
    for (let item = items[taken++]; item !== undefined; item = items[taken++]) await work(item);
  };
  await Promise.all(Array.from({ length: reachingAtOnce }, next));
}

const patienceMs = 120_000;

async function allTried({ client }: World): Promise<void> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; ) {
    const { rows } = await client.query<{ open: number }>({
      name: "webhooks_untried",
      text: "select count(*)::int as open from provider_event where applied_at is null and attempts = 0",
    });
    if (rows[0]?.open === 0) return;
    await wait(50);
  }
  throw new Error("the worker does not come to its events");
}
