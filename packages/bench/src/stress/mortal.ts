import type { Random } from "../random.ts";
import { startRoostWith, startWorkerWith } from "../servers.ts";
import type { World } from "../world.ts";
import { startCutProxy } from "./cut-proxy.ts";

/** When a server is killed. */
export const moments = [
  /** Whatever it is doing. */
  "at random",
  /** A few milliseconds after a caller's request has reached it. */
  "at work",
  /** Its answer is on the way, and kept back: what it did is committed, and nobody knows. */
  "before its answer",
  /** It has asked Stripe. */
  "while Stripe works",
  /** Stripe has answered, and that is kept back. */
  "before Stripe's answer",
] as const;
export type Moment = (typeof moments)[number];

/** A worker is called by nobody. */
export const momentsOfWorkers = ["at random", "while Stripe works", "before Stripe's answer"] as const;

export interface Mortal {
  /** Where callers reach it, killed or not; nobody reaches a worker. */
  readonly port: number;
  isUp(): boolean;
  /** Kills it at such a moment, or anyhow when none comes soon; then starts it again. Answers when it was. */
  dieAndRise(moment: Moment): Promise<Moment>;
  stop(): Promise<void>;
}

export interface MortalOptions {
  readonly stripePort: number;
  readonly variables: Readonly<Record<string, string>>;
  readonly random: Random;
  /** A server where absent. */
  readonly role?: "server" | "worker";
}

/** What is killed: a process that listens, or one that does not. */
interface Life {
  readonly pid: number;
  readonly port?: number;
  stop(): Promise<void>;
  kill(): Promise<void>;
}

const patienceMs = 2000;

/** A process of Roost between two proxies: one that callers reach it by, and one by which it reaches Stripe. */
export async function startMortal(world: World, options: MortalOptions): Promise<Mortal> {
  const { stripePort, variables, random, role = "server" } = options;
  let life: Life | undefined;
  let armed: { readonly moment: Moment; strike(afterMs: number): void } | undefined;
  const strikeAt = (moment: Moment, afterMs = 0): boolean => {
    if (armed?.moment !== moment) return false;
    armed.strike(afterMs);
    return true;
  };
  const front = await startCutProxy({
    target: () => life?.port,
    onRequest: () => void strikeAt("at work", random.integer(0, 12)),
    onAnswer: () => !strikeAt("before its answer"),
  });
  const stripe = await startCutProxy({
    target: () => stripePort,
    onRequest: () => void strikeAt("while Stripe works", random.integer(0, 4)),
    onAnswer: () => !strikeAt("before Stripe's answer"),
  });
  const settings = { ...variables, STRIPE_API_BASE: `http://127.0.0.1:${stripe.port}` };
  const start = (): Promise<Life> =>
    role === "server" ? startRoostWith(world, settings) : startWorkerWith(world, settings);
  life = await start();

  return {
    port: front.port,
    isUp: () => life !== undefined,
    async dieAndRise(moment) {
      const dying = life;
      if (!dying) throw new Error("it is dead already");
      const met = await new Promise<Moment>((resolve) => {
        const late = setTimeout(resolve, moment === "at random" ? random.integer(0, 150) : patienceMs, "at random");
        armed = {
          moment,
          strike(afterMs) {
            armed = undefined;
            clearTimeout(late);
            // At once: what is kept back now must be its last word.
            if (afterMs === 0) process.kill(dying.pid, "SIGKILL");
            setTimeout(resolve, afterMs, moment);
          },
        };
      });
      armed = undefined;
      life = undefined;
      await dying.kill();
      life = await start();
      return met;
    },
    async stop() {
      await life?.stop();
      await front.close();
      await stripe.close();
    },
  };
}
