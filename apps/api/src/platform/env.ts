import { z } from "zod";

const insecureSecret = "roost-development-secret-not-for-production";
const list = z.string().transform((value) =>
  value
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== ""),
);
const milliseconds = z.coerce.number().int().min(50).max(120_000);
const bps = z.coerce.number().int().min(0).max(10_000);

/** Every variable; `.env.example` names each with its default. */
export const EnvVariables = z.object({
  NODE_ENV: z.enum(["development", "test", "production"]).default("development"),
  HOST: z.string().default("127.0.0.1"),
  PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  PUBLIC_URL: z.url().optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  MIGRATE_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(16),
  DATABASE_STATEMENT_TIMEOUT_MS: milliseconds.default(1500),
  DATABASE_CONNECTION_TIMEOUT_MS: milliseconds.default(800),
  EVENT_LOOP_DELAY_MS: milliseconds.default(1000),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  CACHE_TTL_MS: z.coerce.number().int().min(0).max(5000).default(4000),
  STRIPE_SECRET_KEY: z.string().min(1),
  STRIPE_WEBHOOK_SECRET: z.string().min(1),
  STRIPE_CONNECT_WEBHOOK_SECRET: z.string().min(1).optional(),
  STRIPE_API_BASE: z.url().optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }),
  MAIL_FROM: z.string().min(3).default("Roost <no-reply@roost.localhost>"),
  ROOST_SECRET: z.string().min(32).default(insecureSecret),
  ROOST_SANDBOX: z.stringbool().default(false),
  CORS_ALLOW_ORIGINS: list.default([]),
  TRUST_PROXY: list.default([]),
  GRAPHQL_INTROSPECTION: z.stringbool().optional(),
  GUEST_FEE_BPS: bps.default(1400),
  HOST_FEE_BPS: bps.default(300),
  FEES_VERSION: z.coerce.number().int().min(1).max(1_000_000).default(1),
  FX_REFRESH_URL: z.url({ protocol: /^https?$/ }).optional(),
  FX_RATES_FILE: z.string().optional(),
  FX_MAX_AGE_DAYS: z.coerce.number().int().min(1).max(3650).optional(),
  OUTGOING_SANDBOX_HOSTS: list.pipe(z.array(z.string().regex(/^[a-z0-9.-]+=\d+\.\d+\.\d+\.\d+:\d+$/))).default([]),
  OUTGOING_SANDBOX_CA: z.string().startsWith("-----BEGIN CERTIFICATE-----").optional(),
  LISTINGS_NEED_APPROVAL: z.stringbool().default(false),
  PAYOUT_DUE: z.enum(["completion", "checkin_plus_24h"]).default("completion"),
  ROOST_HOME: z.string().default(".roost"),
  S3_BUCKET: z.string().min(3).max(63).optional(),
  S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  S3_REGION: z.string().min(1).default("us-east-1"),
  S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  S3_FORCE_PATH_STYLE: z.stringbool().default(false),
  S3_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
});

export type Env = Readonly<z.output<typeof EnvVariables>>;

/** Reads the environment once, checks it as a whole, and names every variable that is wrong. */
export function readEnv(variables: Readonly<Record<string, string | undefined>>): Env {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = EnvVariables.safeParse(given);
  if (!parsed.success) {
    throw new EnvError(parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`));
  }
  const wrong = [
    ...storeFaults(parsed.data),
    ...(parsed.data.NODE_ENV === "production" ? productionFaults(parsed.data) : []),
    ...(parsed.data.ROOST_SANDBOX ? [] : outsideFaults(parsed.data)),
  ];
  if (wrong.length > 0) throw new EnvError(wrong);
  return parsed.data;
}

export class EnvError extends Error {
  constructor(faults: readonly string[]) {
    super(`The environment is not valid:\n${faults.map((fault) => `  ${fault}`).join("\n")}`);
    this.name = "EnvError";
  }
}

/** A store is named whole, or files lie in the house's own folder: half a name would be a guess. */
function storeFaults(env: Env): string[] {
  const { S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = env;
  const needed = Object.entries({ S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY });
  const isMeant = needed.some(([, value]) => value !== undefined) || env.S3_ENDPOINT !== undefined;
  const missing = isMeant ? needed.filter(([, value]) => value === undefined) : [];
  return missing.map(([name]) => `${name}: is needed where files go to an S3-compatible store`);
}

/** Whoever could change the answer on its way would set our exchange rates. */
const outsideFaults = (env: Env): string[] => [
  ...(env.FX_REFRESH_URL?.startsWith("http://") ? ["FX_REFRESH_URL: must be https outside the sandbox"] : []),
  ...(env.OUTGOING_SANDBOX_HOSTS.length > 0 ? ["OUTGOING_SANDBOX_HOSTS: is for the sandbox alone"] : []),
  ...(env.OUTGOING_SANDBOX_CA === undefined ? [] : ["OUTGOING_SANDBOX_CA: is for the sandbox alone"]),
];

function productionFaults(env: Env): string[] {
  const faults: string[] = [];
  if (env.ROOST_SANDBOX) faults.push("ROOST_SANDBOX: the sandbox is refused in production");
  if (env.ROOST_SECRET === insecureSecret) faults.push("ROOST_SECRET: set 32 or more random characters");
  if (env.CORS_ALLOW_ORIGINS.includes("*")) faults.push("CORS_ALLOW_ORIGINS: * is refused in production");
  if (env.STRIPE_API_BASE !== undefined) faults.push("STRIPE_API_BASE: is for the sandbox, unset it in production");
  if (!/^(sk|rk)_live_/.test(env.STRIPE_SECRET_KEY)) faults.push("STRIPE_SECRET_KEY: is not a live key");
  if (!env.PUBLIC_URL?.startsWith("https://")) faults.push("PUBLIC_URL: must be the public https address");
  return faults;
}
