import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { launch, type Running } from "./program.ts";
import type { World } from "./world.ts";

export interface Server extends Running {
  readonly name: "roost" | "bare";
  readonly port: number;
}

/** Roost's server process, configured as for production. No worker runs beside it. */
export const startRoost = (world: World, profile?: string): Promise<Server> =>
  startServer(world, { ...roost, env: { ...production, NODE_ENV: "production" }, nodeArgs: profiling(profile) });

/** The same with V8's inspector open on a port of loopback. */
export const startInspected = (world: World, inspectorPort: number): Promise<Server> =>
  startServer(world, {
    ...roost,
    env: { ...production, NODE_ENV: "production" },
    nodeArgs: [`--inspect=127.0.0.1:${inspectorPort}`],
  });

/** Roost's server process with variables of the caller's, for runs in which more than the server takes part. */
export const startRoostWith = (world: World, variables: Readonly<Record<string, string>>): Promise<Server> =>
  startServer(world, { ...roost, env: { ...production, ...variables } });

/** Roost's worker process: queues and sweeps. It works as soon as it has started. */
export const startWorkerWith = (world: World, variables: Readonly<Record<string, string>>): Promise<Running> =>
  launch({
    file: "apps/api/src/bin/worker.ts",
    log: join(world.folder, "worker.log"),
    env: { DATABASE_URL: world.appUrl, ...production, ...variables },
  });

/** The floor beside it. */
export const startBare = (world: World, profile?: string): Promise<Server> =>
  startServer(world, {
    name: "bare",
    file: "packages/bench/src/bare-server.ts",
    env: { NODE_ENV: "production" },
    nodeArgs: profiling(profile),
  });

/** The floor for webhooks. */
export const startBareWebhooks = (world: World, variables: Readonly<Record<string, string>>): Promise<Server> =>
  startServer(world, { name: "bare", file: "packages/bench/src/bare-webhooks.ts", env: variables });

/** A CPU profile of the process, into a folder. */
const profiling = (folder: string | undefined) =>
  folder === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${folder}`, "--cpu-prof-interval=250"];

const roost = { name: "roost", file: "apps/api/src/bin/server.ts" } as const;

// Nothing that is measured leaves the machine: no mail is sent and Stripe is not asked.
export const production = {
  PUBLIC_URL: "https://bench.invalid",
  ROOST_SECRET: "a secret of the bench, which nobody else can reach",
  STRIPE_SECRET_KEY: "sk_live_none",
  STRIPE_WEBHOOK_SECRET: "whsec_none",
  SMTP_URL: "smtp://127.0.0.1:9",
} as const;

interface ServerOptions {
  readonly name: Server["name"];
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
  readonly nodeArgs?: readonly string[];
}

// Long: the machine may have a lot else to do.
const patienceMs = 120_000;

async function startServer(world: World, { name, file, env, nodeArgs = [] }: ServerOptions): Promise<Server> {
  const port = await freePort();
  const log = join(world.folder, `${name}.log`);
  const running = await launch({
    file,
    log,
    env: { DATABASE_URL: world.appUrl, PORT: String(port), ...env },
    nodeArgs,
  });
  const deadline = Date.now() + patienceMs;
  while (!(await answers(port))) {
    if (running.hasEnded() || Date.now() > deadline) {
      await running.stop();
      throw new Error(`the server ${name} did not start:\n${await readFile(log, "utf8")}`);
    }
    await wait(50);
  }
  return { ...running, name, port };
}

const answers = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/livez`).then(
    (answer) => answer.ok,
    () => false,
  );

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
