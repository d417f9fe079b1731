import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { freePort } from "../src/first-run/free-port.ts";
import { type TestApp, until } from "./app.ts";

/** One of our programs as a process of its own. */
export interface Program {
  readonly child: ChildProcess;
  readonly rest: string;
  readonly origin: string;
  kill(signal: NodeJS.Signals): void;
  /** Its exit code once it has ended; null where a signal ended it. */
  readonly ended: Promise<number | null>;
  output(): string;
}

/** The environment of a server or worker beside a test's app: same database, same providers. */
export const environmentOf = (app: TestApp): Readonly<Record<string, string>> => ({
  NODE_ENV: "test",
  LOG_LEVEL: "warn",
  ROOST_SANDBOX: "true",
  DATABASE_URL: app.database.url,
  STRIPE_SECRET_KEY: app.stripeSecretKey,
  STRIPE_WEBHOOK_SECRET: app.stripeWebhookSecret,
  STRIPE_API_BASE: app.stripe.url,
  SMTP_URL: app.mail.smtpUrl,
});

/** bin/server.ts on a port of its own, ready to serve. */
export async function startServer(variables: Readonly<Record<string, string>>): Promise<Program> {
  const port = await freePort(0, "127.0.0.1");
  const program = run("server", { ...variables, PORT: String(port) }, port);
  await until("the server to be ready", async () => {
    if (program.child.exitCode !== null) throw new Error(`the server ended: ${program.output()}`);
    const answer = await fetch(`${program.origin}/readyz`).catch(() => undefined);
    return answer?.ok ? true : undefined;
  });
  return program;
}

/** One of the programs in src/bin. */
export function run(
  name: "server" | "worker" | "start",
  variables: Readonly<Record<string, string>>,
  port = 0,
): Program {
  const file = fileURLToPath(new URL(`../src/bin/${name}.ts`, import.meta.url));
  const { PATH = "", HOME = "" } = process.env;
  const args = name === "start" ? [file, "--json", "--no-demo"] : [file];
  const child = spawn(process.execPath, args, { env: { PATH, HOME, ...variables }, stdio: ["ignore", "pipe", "pipe"] });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes) => chunks.push(String(bytes)));
  const origin = `http://127.0.0.1:${port}`;
  return {
    child,
    origin,
    rest: `${origin}/api/v1`,
    kill: (signal) => void child.kill(signal),
    ended: once(child, "exit").then(([code]) => (typeof code === "number" ? code : null)),
    output: () => chunks.join(""),
  };
}

/** Whether a process with this id is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
