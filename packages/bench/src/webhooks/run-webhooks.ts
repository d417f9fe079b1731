import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { drive } from "../drive.ts";
import { launch, type Running } from "../program.ts";
import { production, type Server, startBareWebhooks, startRoostWith } from "../servers.ts";
import { median, rounded } from "../statistics.ts";
import { signedEvent } from "../stress/webhooks/signed-event.ts";
import { startWorld, type World } from "../world.ts";
import { type ProviderStub, type StubPayment, startProviderStub } from "./provider-stub.ts";
import { waitingPayments } from "./waiting-payments.ts";

export interface WebhooksBenchOptions {
  readonly profile: string | undefined;
  say(line: string): void;
}

export interface WebhooksBench {
  /** Events applied a second, the median of the rounds. */
  readonly roost: number;
  readonly bare: number;
}

const rounds = 3;
const paymentsARound = 500;
const connections = 16;
const secret = "whsec_bench";

/** From the event's arrival over HTTP to its effect in the database: Roost beside a bare server and worker. */
export async function runWebhooks({ profile, say }: WebhooksBenchOptions): Promise<WebhooksBench> {
  const ends: (() => Promise<unknown>)[] = [];
  try {
    const world = await startWorld(say);
    ends.push(() => world.stop());
    const provider = await startProviderStub();
    ends.push(() => provider.close());
    await prepareQueues(world);
    const site = { world, provider, profile };
    say("Booking what is to be paid …");
    const booking = await startRoost(site);
    const payments = await waitingPayments(world, booking.port, 2 * (rounds + 1) * paymentsARound);
    await booking.stop();
    provider.know(payments);
    return await measure(site, payments, say);
  } finally {
    for (const end of ends.toReversed()) await end();
  }
}

interface Site {
  readonly world: World;
  readonly provider: ProviderStub;
  readonly profile: string | undefined;
}

/** Both in turn; the first round of each only warms up. Of each side a server and a worker run, and nothing else. */
async function measure(
  site: Site,
  payments: readonly StubPayment[],
  say: (line: string) => void,
): Promise<WebhooksBench> {
  const waiting = [...payments];
  const found = new Map<Server["name"], number[]>([
    ["roost", []],
    ["bare", []],
  ]);
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of round % 2 === 0 ? (["roost", "bare"] as const) : (["bare", "roost"] as const)) {
      const perSecond = await runRound(site, name, waiting.splice(0, paymentsARound));
      if (round > 0) found.get(name)?.push(perSecond);
      say(`${name} ${rounded(perSecond)} events/s${round === 0 ? " (warm-up)" : ""}`);
    }
  }
  await checkRows(site.world);
  return { roost: median(found.get("roost") ?? []), bare: median(found.get("bare") ?? []) };
}

async function runRound(site: Site, name: Server["name"], payments: readonly StubPayment[]): Promise<number> {
  const { world, provider } = site;
  const server = await (name === "roost" ? startRoost(site) : startBareWebhooks(world, variables(provider)));
  const worker = await startWorker(site, name);
  try {
    // Both have opened their connections and compiled their code by then.
    await wait(2000);
    const events = payments.flatMap(eventsOf);
    let taken = 0;
    const began = performance.now();
    await drive({
      port: server.port,
      connections,
      next() {
        const event = events[taken++];
        return event && signedEvent("/api/v1/webhooks/stripe", event, secret);
      },
      answered(_connection, { status, body }) {
        if (status !== 200) throw new Error(`${name} answered ${status}: ${body()}`);
      },
    });
    await allApplied(world, worker, name);
    return events.length / ((performance.now() - began) / 1000);
  } finally {
    await worker.stop();
    await server.stop();
  }
}

/** As Stripe tells of a payment that went well: three events, of which one changes something. */
const eventsOf = ({ intent }: StubPayment): readonly object[] => [
  eventOf("payment_intent.created", intent, { object: "payment_intent", id: intent }),
  eventOf("charge.succeeded", intent, { object: "charge", id: `ch_${intent}`, payment_intent: intent }),
  eventOf("payment_intent.succeeded", intent, { object: "payment_intent", id: intent }),
];

const eventOf = (type: string, intent: string, object: object) => ({
  id: `evt_${type.replaceAll(".", "_")}_${intent}`,
  object: "event",
  type,
  data: { object },
});

const variables = ({ url }: ProviderStub) => ({
  ...production,
  // Production refuses another address than Stripe's own.
  NODE_ENV: "development",
  STRIPE_SECRET_KEY: "sk_test_bench",
  STRIPE_WEBHOOK_SECRET: secret,
  STRIPE_API_BASE: url,
});

const startRoost = ({ world, provider }: Site): Promise<Server> => startRoostWith(world, variables(provider));

const startWorker = ({ world, provider, profile }: Site, name: Server["name"]): Promise<Running> =>
  launch({
    file: name === "roost" ? "apps/api/src/bin/worker.ts" : "packages/bench/src/bare-webhooks.ts",
    log: join(world.folder, `${name}-worker.log`),
    env: { ...variables(provider), DATABASE_URL: world.appUrl },
    nodeArgs: profile === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${profile}`],
  });

const patienceMs = 120_000;

async function allApplied({ client, folder }: World, worker: Running, name: string): Promise<void> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; ) {
    const { rows } = await client.query<{ open: number }>(
      "select count(*)::int as open from provider_event where applied_at is null",
    );
    if (rows[0]?.open === 0) return;
    if (worker.hasEnded()) break;
    await wait(20);
  }
  const log = await readFile(join(folder, `${name}-worker.log`), "utf8");
  throw new Error(`events are left that the worker of ${name} does not apply:\n${log.slice(-2000)}`);
}

/** The bare side has a queue of its own. What follows is written as jobs by both, and done by nobody: mails and receipts are no events. */
async function prepareQueues({ client }: World): Promise<void> {
  await client.query(`insert into pgboss.queue select (jsonb_populate_record(q, '{"name": "bare.apply-event"}')).*
    from pgboss.queue q where q.name = 'payments.apply-event'`);
  await client.query(`create function put_off() returns trigger language plpgsql as $$
    begin new.start_after := now() + interval '10 years'; return new; end $$`);
  await client.query(`create trigger put_off before insert on pgboss.job for each row
    when (new.name not like '%.apply-event') execute function put_off()`);
}

/** Both sides have written the same: every payment is captured, and every booking confirmed, with all of their rows. */
async function checkRows({ client }: World): Promise<void> {
  const { rows } = await client.query<{ rows: string; payments: number }>(
    `select rows::text, count(*)::int as payments from (
       select jsonb_build_array(b.state, p.status, o.kind,
         (select count(*) from charge c where c.payment_id = p.id and c.status = 'captured'),
         (select jsonb_agg(jsonb_build_array(e.account, sign(e.amount_minor)) order by e.account, e.amount_minor)
          from ledger_transaction t join ledger_entry e on e.transaction_id = t.id where t.reference = b.id),
         (select jsonb_agg(v.type order by v.type) from event v
          where v.data ->> 'bookingId' = b.id::text or v.data ->> 'paymentId' = p.id::text
            or v.data ->> 'payoutId' in (select o.id::text from payout o where o.reference = b.id))) as rows
       from booking b join payment p on p.id = b.payment_id join occupancy o on o.reference = b.id::text) x
     group by 1`,
  );
  if (rows.length !== 1) throw new Error(`the two sides wrote other rows: ${JSON.stringify(rows)}`);
}
