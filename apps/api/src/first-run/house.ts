import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startMailInbox } from "@roost/sandbox/mail";
import { startPostgres } from "@roost/sandbox/postgres";
import { startStripe } from "@roost/sandbox/stripe";
import { createApp } from "../app.ts";
import { migrateDatabase } from "../migrate-database.ts";
import { readEnv } from "../platform/env.ts";
import { createLog } from "../platform/log.ts";
import { graphqlPath } from "../surfaces/graphql/plugin.ts";
import { restBase, stripeWebhookPath } from "../surfaces/surfaces.ts";
import { prepareDatabase, type RolePasswords, type RoleUrls } from "./database.ts";
import { type DemoUser, ensureDemo } from "./demo.ts";
import { freePort, type ReservedPort, reservePort, tryPort } from "./free-port.ts";
import { addressesFile } from "./house-folder.ts";
import { resetFolder } from "./reset-folder.ts";
import { secretsOf } from "./secrets.ts";

export interface HouseOptions {
  readonly folder: string;
  readonly withDemo: boolean;
  /** Begins anew: the data of this folder goes. */
  readonly reset: boolean;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Progress, a line each. */
  say(line: string): void;
}

export interface Addresses {
  readonly api: string;
  readonly rest: string;
  readonly trpc: string;
  readonly graphql: string;
  readonly openapi: string;
  readonly docs: string;
  readonly mail: string | undefined;
  readonly stripe: string | undefined;
  /** As the server's role. */
  readonly database: string;
  /** As the owner: MIGRATE_DATABASE_URL of `pnpm migrate`. */
  readonly ownerDatabase: string;
  readonly users: readonly DemoUser[];
}

export interface RunningHouse {
  readonly addresses: Addresses;
  stop(): Promise<void>;
}

const host = "127.0.0.1";

/** Starts everything in this process. What the environment does not name comes from the sandbox. */
export async function startHouse(options: HouseOptions): Promise<RunningHouse> {
  const { folder, variables, say } = options;
  if (variables["NODE_ENV"] === "production") {
    throw new Error("the sandbox does not run with NODE_ENV=production. Run bin/server.ts and bin/worker.ts.");
  }
  await mkdir(folder, { recursive: true });
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of stops.splice(0).toReversed()) await end();
  };
  try {
    const reserved = await choosePort(variables["PORT"]);
    stops.push(() => reserved.release());
    const { port } = reserved;
    if (options.reset) await resetFolder(folder);
    const origin = variables["PUBLIC_URL"] ?? `http://localhost:${port}`;
    const secrets = await secretsOf(join(folder, "secrets.json"));
    const database = await openDatabase(options, { stops, passwords: secrets });
    const mail = variables["SMTP_URL"] ? undefined : await startMailInbox({ file: join(folder, "mail.sqlite") });
    if (mail) stops.push(() => mail.close());
    const stripe = variables["STRIPE_SECRET_KEY"]
      ? undefined
      : await startStripe({
          secretKey: secrets.stripeKey,
          port: await freePort(12_111, host),
          file: join(folder, "stripe.sqlite"),
          webhook: { url: `http://${host}:${port}${stripeWebhookPath}`, secret: secrets.stripeWebhook },
        });
    if (stripe) stops.push(() => stripe.close());
    const env = readEnv({
      LOG_LEVEL: "warn",
      ROOST_SANDBOX: "true",
      ROOST_HOME: folder,
      ROOST_SECRET: secrets.roost,
      ...variables,
      PORT: String(port),
      DATABASE_URL: database.appUrl,
      ...(mail && { SMTP_URL: mail.smtpUrl }),
      ...(stripe && {
        STRIPE_SECRET_KEY: secrets.stripeKey,
        STRIPE_WEBHOOK_SECRET: secrets.stripeWebhook,
        STRIPE_API_BASE: stripe.url,
      }),
    });
    const log = createLog({ level: env.LOG_LEVEL });
    await migrateDatabase({ url: database.ownerUrl, log });
    const app = createApp({ env, log, origin, ...(mail && { mailPages: mail }) });
    stops.push(() => app.close());
    // Demo people have a public password: they never go into a database that is not our own.
    const isOwnDatabase = !variables["DATABASE_URL"];
    const users = options.withDemo && isOwnDatabase ? await ensureDemo(app, say) : [];
    await app.engine.warm(4);
    const http = await app.http();
    await reserved.release();
    await http.listen({ port, host: env.HOST });
    stops.push(
      await app.work(),
      () => http.close(),
      async () => app.drain(),
    );
    const addresses = addressesOf({ origin, users, mail, stripe, database });
    const note = join(folder, addressesFile);
    await writeFile(note, JSON.stringify(addresses), { mode: 0o600 });
    stops.push(() => rm(note, { force: true }));
    return { stop, addresses };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function choosePort(wanted: string | undefined): Promise<ReservedPort> {
  if (wanted === undefined || wanted === "") return reservePort(4000, host);
  if (!/^\d{1,5}$/.test(wanted) || Number(wanted) > 65_535)
    throw new Error(`PORT must be 0 to 65535, not "${wanted}".`);
  const port = await tryPort(Number(wanted), host);
  if (port === undefined) throw new Error(`port ${wanted} is in use. Set PORT to another one, or unset it.`);
  return port;
}

async function openDatabase({ folder, variables, say }: HouseOptions, { stops, passwords }: DatabaseParts) {
  const appUrl = variables["DATABASE_URL"];
  if (appUrl) return { appUrl, ownerUrl: variables["MIGRATE_DATABASE_URL"] ?? appUrl };
  say("Starting Postgres …");
  const postgres = await startPostgres({ dir: join(folder, "postgres"), port: 54_320 });
  stops.push(() => postgres.stop());
  return prepareDatabase(postgres.url(), "roost", passwords);
}

interface DatabaseParts {
  readonly stops: (() => Promise<void>)[];
  readonly passwords: RolePasswords;
}

interface Parts {
  readonly origin: string;
  readonly users: readonly DemoUser[];
  readonly mail: object | undefined;
  readonly stripe: { readonly url: string } | undefined;
  readonly database: RoleUrls;
}

const addressesOf = ({ origin, users, mail, stripe, database }: Parts): Addresses => ({
  api: origin,
  rest: `${origin}${restBase}`,
  trpc: `${origin}/trpc`,
  graphql: origin + graphqlPath,
  openapi: `${origin}/api/openapi.json`,
  docs: `${origin}/api/docs`,
  mail: mail && `${origin}/dev/mail`,
  stripe: stripe?.url,
  database: database.appUrl,
  ownerDatabase: database.ownerUrl,
  users,
});
