import { setTimeout as wait } from "node:timers/promises";
import { type CaughtMail, type MailInbox, startMailInbox } from "@roost/sandbox/mail";
import { type StripeSandbox, startStripe } from "@roost/sandbox/stripe";
import { createClient } from "@roost/sdk";
import { type App, createApp } from "../src/app.ts";
import { freePort } from "../src/first-run/free-port.ts";
import { readEnv } from "../src/platform/env.ts";
import { createLog } from "../src/platform/log.ts";
import { stripeWebhookPath } from "../src/surfaces/surfaces.ts";
import { freshDatabase, type TestDatabase } from "./database.ts";

export interface TestApp {
  readonly app: App;
  readonly origin: string;
  readonly rest: string;
  readonly database: TestDatabase;
  readonly stripe: StripeSandbox;
  readonly stripeSecretKey: string;
  readonly stripeWebhookSecret: string;
  readonly mail: MailInbox;
  client(token?: string): ReturnType<typeof createClient>;
  /** The mails to an address, once there are `count` of them. */
  mailsTo(address: string, count?: number): Promise<readonly CaughtMail[]>;
  /** Ends jobs and sweeps, for tests that take the tables apart. */
  stopWork(): Promise<void>;
  close(): Promise<void>;
}

const secretKey = "sk_test_roost_test";
const stripeWebhookSecret = "whsec_roost_test";

/** The whole product on real parts: own database, Stripe sandbox and inbox over the network; server and worker here. */
export async function startTestApp(variables: Readonly<Record<string, string>> = {}): Promise<TestApp> {
  const database = await freshDatabase();
  const mail = await startMailInbox();
  const stripe = await startStripe({ secretKey, retryDelaysMs: [50, 200, 500, 1000, 2000] });
  const port = await freePort(0, "127.0.0.1");
  const origin = `http://127.0.0.1:${port}`;
  stripe.setWebhook({ url: origin + stripeWebhookPath, secret: stripeWebhookSecret });
  const env = readEnv({
    NODE_ENV: "test",
    LOG_LEVEL: "silent",
    // A busy machine may be slow; how patience ends is tested where it is the subject.
    DATABASE_STATEMENT_TIMEOUT_MS: "15000",
    DATABASE_CONNECTION_TIMEOUT_MS: "15000",
    EVENT_LOOP_DELAY_MS: "20000",
    ROOST_SANDBOX: "true",
    PORT: String(port),
    DATABASE_URL: database.url,
    ROOST_HOME: database.home,
    STRIPE_SECRET_KEY: secretKey,
    STRIPE_WEBHOOK_SECRET: stripeWebhookSecret,
    STRIPE_API_BASE: stripe.url,
    SMTP_URL: mail.smtpUrl,
    // No test calls anybody out there, and what one names is known to be missing.
    OUTGOING_SANDBOX_HOSTS: "feeds.example.com=127.0.0.1:9",
    ...variables,
  });
  const app = createApp({ env, log: createLog({ level: env.LOG_LEVEL }), origin, mailPages: mail });
  const http = await app.http();
  await http.listen({ port, host: "127.0.0.1" });
  const endWork = await app.work();
  let ended: Promise<void> | undefined;
  const stopWork = () => (ended ??= endWork());
  return {
    app,
    origin,
    rest: `${origin}/api/v1`,
    database,
    stripe,
    stripeSecretKey: secretKey,
    stripeWebhookSecret,
    mail,
    client: (token) => createClient({ url: origin, ...(token !== undefined && { token }) }),
    mailsTo: (address, count = 1) =>
      until(`${count} mails to ${address}`, () => {
        const mails = mail.list({ to: address });
        return mails.length >= count ? mails : undefined;
      }),
    stopWork,
    async close() {
      await http.close();
      await stopWork();
      await app.close();
      await stripe.close();
      await mail.close();
      await database.drop();
    },
  };
}

const patienceMs = 15_000;

/** Asks again until there is an answer. */
export async function until<T>(what: string, ask: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await wait(20);
  }
}
