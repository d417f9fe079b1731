import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { startStripe } from "@roost/sandbox/stripe";
import { randomOf } from "../../random.ts";
import { production, startRoostWith, startWorkerWith } from "../../servers.ts";
import { startWorld, type World } from "../../world.ts";
import { type Caller, createCaller } from "../caller.ts";
import { type Mortal, startMortal } from "../mortal.ts";
import { killAll } from "./kill-all.ts";
import { startTravel } from "./travel.ts";
import { judge, type Verdict } from "./verdict.ts";

export interface CrashOptions {
  readonly kills: number;
  readonly seed: number;
  say(line: string): void;
}

export interface CrashResult extends Verdict {
  readonly name: string;
  readonly kills: number;
  readonly requests: number;
}

const servers = 3;
const travellers = 6;

/** Kills servers over and over, mostly at the worst moments, while guests book, pay and cancel under keys. */
export async function stressCrash({ kills, seed, say }: CrashOptions): Promise<CrashResult> {
  const ends: (() => Promise<unknown>)[] = [];
  try {
    const world = await startWorld(say);
    ends.push(() => world.stop());
    const random = randomOf(seed);
    const stripe = await startStripe({ secretKey: variables.STRIPE_SECRET_KEY, file: join(world.folder, "stripe.db") });
    ends.push(() => stripe.close());
    const settings = { ...variables, NODE_COMPILE_CACHE: join(world.folder, "compiled") };
    // What is killed leaves no compiled code behind: one start that ends well spares all others a third of theirs.
    await (await startRoostWith(world, settings)).stop();
    const mortals: Mortal[] = [];
    for (let index = 0; index < servers; index += 1) {
      const mortal = await startMortal(world, { stripePort: stripe.port, variables: settings, random });
      ends.push(() => mortal.stop());
      mortals.push(mortal);
    }
    const [first] = mortals;
    const url = `http://127.0.0.1:${first?.port}/api/v1/webhooks/stripe`;
    stripe.setWebhook({ url, secret: variables.STRIPE_WEBHOOK_SECRET });
    const worker = await startWorkerWith(world, { ...variables, STRIPE_API_BASE: stripe.url });
    ends.push(() => worker.stop());

    const caller = createCaller(mortals, random);
    const travel = await startTravel(world, { caller, random, travellers });
    const killed = await killAll(mortals, { kills, random, say });
    say(`${sentenceOf(caller)} Waiting for the last answers …`);
    const journeys = await travel.end();
    await settled(world);
    say(`Killed ${killed}. Comparing what ${journeys.length} guests were told with the database and Stripe …`);
    const verdict = await judge(world, journeys, { url: stripe.url, secretKey: variables.STRIPE_SECRET_KEY });
    const { requests } = caller.counts;
    return { name: "crash", kills, requests, ...verdict, faults: [...caller.faults, ...verdict.faults] };
  } finally {
    for (const end of ends.toReversed()) await end();
  }
}

/** A sandbox takes the place of Stripe, which production refuses. */
const variables = {
  ...production,
  NODE_ENV: "development",
  LOG_LEVEL: "warn",
  STRIPE_SECRET_KEY: "sk_test_crash",
  STRIPE_WEBHOOK_SECRET: "whsec_crash",
} as const;

const sentenceOf = ({ counts }: Caller) =>
  `${counts.requests} requests, ${counts.cut} without an answer, ${counts.running} told to wait.`;

const patienceMs = 180_000;

/** Until nothing is left to do at Stripe or by a job; what is still open then will show. */
async function settled({ client }: World): Promise<void> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; ) {
    const { rows } = await client.query<{ open: number }>(openText);
    if (rows[0]?.open === 0) return;
    await wait(500);
  }
}

const openText = `select (select count(*) from provider_call where status = 'running')::int
  + (select count(*) from pgboss.job where name = 'payments.apply-event' and state < 'completed')::int as open`;
