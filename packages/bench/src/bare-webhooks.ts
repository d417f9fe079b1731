import { Agent, request } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import Fastify from "fastify";
import type pg from "pg";
import { createPool } from "./bare/database.ts";
import { applyEvents, type Intent } from "./bare/webhooks/apply-event.ts";
import { isSigned, receiveEvent } from "./bare/webhooks/receive-event.ts";

/** The floor for webhooks: receives events with PORT, works them off without; the same rows, and nothing in between. */
async function main(): Promise<void> {
  const pool = createPool(process.env["DATABASE_URL"] ?? "", Number(process.env["DATABASE_POOL_SIZE"] ?? 16));
  const port = process.env["PORT"];
  await (port === undefined ? work(pool) : serve(pool, Number(port)));
}

async function serve(pool: pg.Pool, port: number): Promise<void> {
  const secret = process.env["STRIPE_WEBHOOK_SECRET"] ?? "";
  const app = Fastify({ logger: false });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));
  app.get("/livez", async () => ({ status: "ok" }));
  app.post("/api/v1/webhooks/stripe", async ({ body, headers }, reply) => {
    const signature = String(headers["stripe-signature"]);
    if (typeof body !== "string" || !isSigned(body, signature, secret))
      return reply.code(400).send({ code: "webhook.signature" });
    await receiveEvent(pool, body);
    return { received: true };
  });
  process.once("SIGTERM", () => void app.close().then(() => pool.end()));
  await app.listen({ port, host: "127.0.0.1" });
}

// As many as Roost takes at once, and as many of them side by side.
const batch = 60;
const atOnce = 8;
const pauseMs = 100;

/** Takes jobs a batch at a time, as pg-boss does; a full one means that more is waiting. */
async function work(pool: pg.Pool): Promise<void> {
  const ending = new AbortController();
  process.once("SIGTERM", () => ending.abort());
  const base = new URL(process.env["STRIPE_API_BASE"] ?? "");
  const agent = new Agent({ keepAlive: true, maxSockets: batch });
  while (!ending.signal.aborted) {
    const { rows } = await pool.query<Row>({
      name: "bare_take",
      text: takeText,
      values: [batch],
    });
    const groups = [...Map.groupBy(rows, intentOf)].values();
    const one = async () => {
      for (const [intent, events] of groups) {
        const ids = events.map(({ eventId }) => eventId);
        await applyEvents(pool, ids, await fetchIntent(base, agent, intent));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, one));
    if (rows.length > 0) {
      const ids = rows.map(({ id }) => id);
      await pool.query({ name: "bare_done", text: doneText, values: [ids] });
    }
    if (rows.length < batch) await wait(pauseMs, undefined, { signal: ending.signal }).catch(() => undefined);
  }
  agent.destroy();
  await pool.end();
}

interface Row {
  readonly id: string;
  readonly eventId: string;
  readonly body: string;
}

/** What an event tells of; a charge is told of by its intent. */
function intentOf({ body }: Row): string {
  const event: { data: { object: { id: string; object: string; payment_intent?: string } } } = JSON.parse(body);
  const { object } = event.data;
  return object.object === "charge" ? (object.payment_intent ?? "") : object.id;
}

const takeText = `with next as (
    select id from pgboss.job where name = 'bare.apply-event' and state < 'active' and start_after < now()
    order by priority desc, created_on, id limit $1 for update skip locked),
  taken as (
    update pgboss.job j set state = 'active', started_on = now() from next where j.name = 'bare.apply-event' and j.id = next.id
    returning j.id, j.data)
  select t.id, e.event_id as "eventId", e.body from taken t
  join provider_event e on e.provider = 'stripe' and e.event_id = t.data ->> 'eventId'`;
const doneText = `update pgboss.job set state = 'completed', completed_on = now()
  where name = 'bare.apply-event' and id = any($1::uuid[])`;

function fetchIntent(base: URL, agent: Agent, intent: string): Promise<Intent> {
  const path = `/v1/payment_intents/${intent}?expand[0]=latest_charge.balance_transaction`;
  const headers = { authorization: `Bearer ${process.env["STRIPE_SECRET_KEY"] ?? ""}` };
  return new Promise((resolve, reject) => {
    const sent = request({ host: base.hostname, port: base.port, path, agent, headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      answer.on("end", () => resolve(JSON.parse(text)));
    });
    sent.on("error", reject);
    sent.end();
  });
}

await main();
