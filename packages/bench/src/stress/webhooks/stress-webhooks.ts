import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { startStripe } from "@roost/sandbox/stripe";
import { listHomes } from "../../homes.ts";
import { launch } from "../../program.ts";
import { randomOf } from "../../random.ts";
import { production, startRoostWith } from "../../servers.ts";
import { startWorld, type World } from "../../world.ts";
import { brokenInvariants } from "../invariants.ts";
import { deliver } from "./deliver.ts";
import { finalStates, rightState } from "./final-states.ts";
import type { LivePayment } from "./live-payment.ts";
import { openPayments } from "./open-payments.ts";
import { openProvider } from "./provider.ts";
import { allOrders, type Order, shuffles } from "./story.ts";

export interface WebhooksOptions {
  readonly shuffles: number;
  readonly seed: number;
  say(line: string): void;
}

export interface WebhooksResult {
  readonly name: string;
  readonly orders: number;
  readonly shuffles: number;
  /** Payments that came to something else than the others. */
  readonly divergent: number;
  /** A sentence each. */
  readonly faults: readonly string[];
}

/** So many payments at once: their deliveries go out side by side, each payment's own one after the other. */
const batchSize = 1500;

/** Delivers a payment's events in every order, doubled and shuffled, and compares what the payments came to. */
export async function stressWebhooks({ shuffles: count, seed, say }: WebhooksOptions): Promise<WebhooksResult> {
  const ends: (() => Promise<unknown> | void)[] = [];
  try {
    const world = await startWorld(say);
    ends.push(() => world.stop());
    await makeHomesAlike(world);
    await putOffMails(world);
    await forgetLostEvents(world);
    const stripe = await startStripe({ secretKey: variables.STRIPE_SECRET_KEY });
    ends.push(() => stripe.close());
    const settings = { ...variables, STRIPE_API_BASE: stripe.url };
    const server = await startRoostWith(world, settings);
    ends.push(() => server.stop());
    const worker = await launch({
      file: "apps/api/src/bin/worker.ts",
      log: join(world.folder, "worker.log"),
      env: { ...settings, DATABASE_URL: world.appUrl },
    });
    ends.push(() => worker.stop());
    const provider = openProvider({ port: stripe.port, secretKey: variables.STRIPE_SECRET_KEY });
    ends.push(() => provider.close());

    const homes = await listHomes(world.client);
    const orders: readonly Order[] = [...allOrders(), ...shuffles(count, randomOf(seed))];
    const comparison = new Comparison();
    for (let from = 0; from < orders.length; from += batchSize) {
      const batch = orders.slice(from, from + batchSize);
      const payments = await openPayments(world, { port: server.port, homes, orders: batch, from });
      await deliver(world, { port: server.port, payments, provider, secret: variables.STRIPE_WEBHOOK_SECRET });
      await settled(world);
      await comparison.add(world, payments);
      say(`${from + batch.length} of ${orders.length} payments, ${comparison.divergent} divergent`);
    }
    const { divergent, faults } = comparison;
    const broken = await brokenInvariants(world.client);
    return { name: "webhooks", orders: allOrders().length, shuffles: count, divergent, faults: [...faults, ...broken] };
  } finally {
    for (const end of ends.toReversed()) await end();
  }
}

const variables = {
  ...production,
  NODE_ENV: "development",
  LOG_LEVEL: "error",
  STRIPE_SECRET_KEY: "sk_test_webhooks",
  STRIPE_WEBHOOK_SECRET: "whsec_webhooks",
} as const;

/** One price everywhere, so that every payment must come to the same to the last øre. */
const makeHomesAlike = ({ client }: World) =>
  client.query("update listing set nightly_price_minor = 133337, cleaning_fee_minor = 45100, currency = 'NOK'");

/** Nobody takes mails here: tried again and again they would be all that the worker does. */
async function putOffMails({ client }: World): Promise<void> {
  await client.query(`create function put_off() returns trigger language plpgsql as $$
    begin new.start_after := now() + interval '1 year'; return new; end $$`);
  await client.query(`create trigger put_off before insert on pgboss.job for each row
    when (new.name like 'mail.%') execute function put_off()`);
}

/** Stripe lists its own events of all this, which were never sent: the sweep that finds those has nothing to find. */
const forgetLostEvents = ({ client }: World) =>
  client.query(
    "insert into provider_event_list (provider, account, until) values ('stripe', '', now() + interval '1 year')",
  );

/** Holds every payment against the first one, and the first one against what is right. */
class Comparison {
  divergent = 0;
  readonly faults: string[] = [];
  #first: string | undefined;

  async add({ client }: World, payments: readonly LivePayment[]): Promise<void> {
    const states = new Map(
      (
        await finalStates(
          client,
          payments.map(({ bookingId }) => bookingId),
        )
      ).map((one) => [one.booking, one.state]),
    );
    for (const { bookingId, order } of payments) {
      const state = states.get(bookingId) ?? "nothing";
      if (this.#first === undefined) this.#begin(state);
      if (state === this.#first) continue;
      this.divergent += 1;
      this.faults.push(`${order.join(" ")} came to ${state}, not to ${this.#first}`);
    }
  }

  #begin(state: string): void {
    this.#first = state;
    const facts: unknown = JSON.parse(state);
    for (const [name, right] of Object.entries(rightState)) {
      const found: unknown = Reflect.get(Object(facts), name);
      if (found !== right) this.faults.push(`${name} is ${String(found)}, not ${right}: ${state}`);
    }
  }
}

const patienceMs = 180_000;

/** Until every event is applied and every job of it done; what is still open then will show. */
async function settled({ client }: World): Promise<void> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; ) {
    const { rows } = await client.query<{ open: number }>(
      "select count(*)::int as open from provider_event where applied_at is null",
    );
    if (rows[0]?.open === 0) return;
    await wait(200);
  }
}
