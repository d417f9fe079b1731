import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type App, createApp } from "../app.ts";
import { type Env, readEnv } from "../platform/env.ts";
import { createLog, type Log } from "../platform/log.ts";
import { addressesFile, houseFolder } from "./house-folder.ts";
import { secretsOf } from "./secrets.ts";

type Variables = Readonly<Record<string, string | undefined>>;

export interface Tool {
  readonly app: App;
  readonly env: Env;
  readonly log: Log;
}

/** The composed app for a command that an operator runs: on DATABASE_URL, or else on the running `npm start`. */
export async function withApp<T>(variables: Variables, work: (tool: Tool) => Promise<T>): Promise<T> {
  const env = readEnv({
    // A command may read much at once, and sends no mail.
    DATABASE_STATEMENT_TIMEOUT_MS: "120000",
    SMTP_URL: "smtp://127.0.0.1:9",
    ...(variables["DATABASE_URL"] ? variables : await runningHouse(variables)),
  });
  const log = createLog({ level: "silent" });
  const app = createApp({ env, log, origin: env.PUBLIC_URL ?? "http://localhost" });
  try {
    return await work({ app, env, log });
  } finally {
    await app.close();
  }
}

const Noted = z.object({ database: z.string(), stripe: z.string().optional() });

async function runningHouse(variables: Variables): Promise<Variables> {
  const folder = houseFolder(variables);
  const text = await readFile(join(folder, addressesFile), "utf8").catch(() => undefined);
  if (text === undefined) throw new Error("Set DATABASE_URL and the keys of Stripe, or start Roost first (npm start).");
  const { database, stripe } = Noted.parse(JSON.parse(text));
  const secrets = await secretsOf(join(folder, "secrets.json"));
  const sandbox = stripe && {
    STRIPE_SECRET_KEY: secrets.stripeKey,
    STRIPE_WEBHOOK_SECRET: secrets.stripeWebhook,
    STRIPE_API_BASE: stripe,
  };
  return { ROOST_SECRET: secrets.roost, ...variables, DATABASE_URL: database, ...sandbox };
}
