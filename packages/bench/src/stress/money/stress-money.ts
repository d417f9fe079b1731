import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { launch } from "../../program.ts";
import { randomOf } from "../../random.ts";
import { freePort, production, startRoostWith } from "../../servers.ts";
import { startWorld, type World } from "../../world.ts";
import { createCaller } from "../caller.ts";
import { type Mortal, startMortal } from "../mortal.ts";
import { makeCast } from "./cast.ts";
import { openDiary, operationsIn } from "./diary.ts";
import { decideAll } from "./give-back.ts";
import { killSome } from "./kill-some.ts";
import { noteEvents } from "./note-events.ts";
import { openNow } from "./open-now.ts";
import { type Outside, reachStripe } from "./outside.ts";
import { countOwnMoves } from "./own-moves.ts";
import { openAccount } from "./pay-out.ts";
import { settled } from "./settle.ts";
import type { Stage } from "./stage.ts";
import { keepTime } from "./time-passes.ts";
import { judge, type Verdict } from "./verdict.ts";
import { fetchLost, ledgerFaults, reconcileFaults } from "./verify-ledger.ts";
import { walkAll } from "./walk.ts";
import { breakDown, calmWeather, spoilWeather } from "./weather.ts";

export interface MoneyOptions {
  readonly operations: number;
  readonly seed: number;
  say(line: string): void;
}

export interface MoneyResult extends Verdict {
  readonly name: string;
  readonly operations: number;
  readonly kills: number;
  readonly seconds: number;
}

const servers = 2;
/** How often the house's clock goes on while the run lasts, and by how much. */
const mostSteps = 80;
const operationsForAStep = 300;
const stepHours = 12;
/** Whose account is open before anything is owed to him, and who never opens one unless he happens to. */
const earlyHosts = 25;
const lateHosts = 10;
const operationsForAnOutage = 10_000;
const operationsForAKill = 1000;
const leastKills = 3;

/** Money comes in, goes back and is paid out while everything goes wrong; then all books are compared. */
export async function stressMoney({ operations, seed, say }: MoneyOptions): Promise<MoneyResult> {
  const ends: (() => Promise<unknown>)[] = [];
  try {
    const world = await startWorld(say);
    ends.push(() => world.stop());
    const random = randomOf(seed);
    const settings = { ...variables, NODE_COMPILE_CACHE: join(world.folder, "compiled") };
    await (await startRoostWith(world, settings)).stop();
    const stripePort = await freePort();
    const mortals: Mortal[] = [];
    for (const role of [...Array.from({ length: servers }, () => "server" as const), "worker" as const]) {
      const mortal = await startMortal(world, { stripePort, variables: settings, random, role });
      ends.push(() => mortal.stop());
      mortals.push(mortal);
    }
    const [worker] = mortals.splice(servers);
    if (!worker) throw new Error("nobody works");
    const endpoint = {
      url: `http://127.0.0.1:${mortals[0]?.port}/api/v1/webhooks/stripe`,
      secret: variables.STRIPE_WEBHOOK_SECRET,
    };
    const outside = await startOutside(world, stripePort, { endpoint, ends });

    const cast = await makeCast(world.client);
    const time = keepTime(world.client, cast, random);
    const diary = openDiary();
    const caller = createCaller(mortals, random);
    const stage: Stage = { caller, outside, random, cast, diary, calendar: time.calendar, paid: [], disputes: [] };
    for (const host of cast.hosts.slice(0, earlyHosts)) await openAccount(stage, host);
    await spoilWeather(outside, seed);

    const begunAt = performance.now();
    let own: ReadonlyMap<string, number> = new Map();
    const made = () => operationsIn(diary) + [...own.values()].reduce((sum, one) => sum + one, 0);
    const progress = () => Math.min(1, made() / operations);
    const walking = walkAll(stage, () => progress() >= 1);
    const kills = Math.max(leastKills, Math.round(operations / operationsForAKill));
    const killing = killSome({ servers: mortals, worker, kills, random, progress });
    const steps = Math.min(mostSteps, Math.ceil(operations / operationsForAStep));
    const outages = Math.ceil(operations / operationsForAnOutage);
    let passed = 0;
    let broken = 0;
    for (let round = 0; progress() < 1; round += 1) {
      await wait(1000);
      own = await countOwnMoves(world.client);
      if (progress() * steps > passed + 1) {
        passed += 1;
        await time.pass(stepHours);
      }
      if (progress() * (outages + 1) > broken + 1) {
        broken += 1;
        await breakDown(outside, seed + broken);
      }
      if (round % 10 === 0) say(`${made()} operations in ${secondsSince(begunAt)} s`);
    }
    const impatient = setInterval(() => void openNow(world.client).then(say), 10_000);
    await walking;
    clearInterval(impatient);
    const killed = await killing;
    say(`${killed} kills, ${sentenceOf(caller.counts)}; waiting until nothing is left to do …`);
    await calmWeather(outside);
    for (const host of cast.hosts.slice(earlyHosts, -lateHosts)) await openAccount(stage, host);
    await decideAll(stage);
    await settled(world.client, outside, say);
    const atStripe = { ...variables, STRIPE_API_BASE: outside.url };
    await fetchLost(world, atStripe);
    await settled(world.client, outside, say);
    for (let day = 0; day < lastDays; day += 1) {
      await time.pass(24);
      await settled(world.client, outside, say);
    }
    await noteEvents(world.client, outside);
    own = await countOwnMoves(world.client);
    say([...diary.counts, ...own].map(([kind, times]) => `${kind} ${times}`).join(", "));
    say("Comparing every balance and every object …");
    const stripe = { url: outside.url, secretKey: variables.STRIPE_SECRET_KEY };
    const unproven = [...(await reconcileFaults(world, atStripe)), ...(await ledgerFaults(world, atStripe))];
    const verdict = await judge(world.client, { diary, stripe, unproven });
    return {
      name: "money",
      operations: made(),
      kills: killed,
      seconds: secondsSince(begunAt),
      ...verdict,
      faults: [...caller.faults, ...verdict.faults],
    };
  } finally {
    for (const end of ends.toReversed()) await end();
  }
}

/** Until the last stays are over, and what is earned is on its way. */
const lastDays = 8;

/** A sandbox takes the place of Stripe, which production refuses. */
const variables = {
  ...production,
  NODE_ENV: "development",
  LOG_LEVEL: "warn",
  // How fast is not the question here: on a machine that does other things, too, nothing shall be given up for that.
  DATABASE_CONNECTION_TIMEOUT_MS: "20000",
  DATABASE_STATEMENT_TIMEOUT_MS: "20000",
  STRIPE_SECRET_KEY: "sk_test_money",
  STRIPE_WEBHOOK_SECRET: "whsec_money",
} as const;

interface OutsideOptions {
  readonly endpoint: { readonly url: string; readonly secret: string };
  readonly ends: (() => Promise<unknown>)[];
}

/** Stripe in a process of its own, which nobody kills. */
async function startOutside(world: World, port: number, { endpoint, ends }: OutsideOptions): Promise<Outside> {
  const { STRIPE_SECRET_KEY: key } = variables;
  const stripe = await launch({
    file: "packages/bench/src/stress/money/run-stripe.ts",
    args: [String(port), join(world.folder, "stripe.db"), key, endpoint.url, endpoint.secret],
    env: {},
    log: join(world.folder, "stripe.log"),
  });
  ends.push(() => stripe.stop());
  const outside = reachStripe(`http://127.0.0.1:${port}`, key);
  for (let tried = 0; (await outside.console("GET", "/test/clock")).status !== 200; tried += 1) {
    if (tried > 200 || stripe.hasEnded()) throw new Error("the sandbox's Stripe did not start");
    await wait(50);
  }
  return outside;
}

const secondsSince = (begunAt: number) => Math.round((performance.now() - begunAt) / 1000);

const sentenceOf = ({ requests, cut, running }: { requests: number; cut: number; running: number }) =>
  `${requests} requests, ${cut} without an answer, ${running} told to wait`;
