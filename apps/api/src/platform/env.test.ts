import { expect, test } from "vitest";
import { EnvError, readEnv } from "./env.ts";

const needed = {
  DATABASE_URL: "postgresql://roost_app:pa55@127.0.0.1:5432/roost",
  STRIPE_SECRET_KEY: "sk_test_1",
  STRIPE_WEBHOOK_SECRET: "whsec_1",
  SMTP_URL: "smtp://127.0.0.1:1025",
};
const production = {
  ...needed,
  NODE_ENV: "production",
  STRIPE_SECRET_KEY: "sk_live_1",
  ROOST_SECRET: "0123456789abcdef0123456789abcdef",
  PUBLIC_URL: "https://api.example.com",
};

function refusal(variables: Record<string, string>): string {
  try {
    readEnv(variables);
  } catch (error) {
    if (error instanceof EnvError) return error.message;
    throw error;
  }
  return "";
}

test("a store for files is named whole, or not at all", () => {
  const whole = { S3_BUCKET: "photos", S3_ACCESS_KEY_ID: "key", S3_SECRET_ACCESS_KEY: "secret" };
  expect(readEnv({ ...needed, ...whole })).toMatchObject({ S3_REGION: "us-east-1", S3_FORCE_PATH_STYLE: false });
  expect(refusal({ ...needed, S3_BUCKET: "photos" })).toMatch(/S3_ACCESS_KEY_ID.*\n.*S3_SECRET_ACCESS_KEY/);
  expect(refusal({ ...needed, S3_ENDPOINT: "http://127.0.0.1:9000" })).toContain("S3_BUCKET: is needed");
});

test("what is needed is enough; the rest has defaults, also where it is set to nothing", () => {
  const env = readEnv(needed);
  expect(env).toMatchObject({
    NODE_ENV: "development",
    HOST: "127.0.0.1",
    DATABASE_POOL_SIZE: 16,
    DATABASE_STATEMENT_TIMEOUT_MS: 1500,
    DATABASE_CONNECTION_TIMEOUT_MS: 800,
    ROOST_SANDBOX: false,
  });
  expect(readEnv({ ...needed, LOG_LEVEL: "", CORS_ALLOW_ORIGINS: "", PUBLIC_URL: "" })).toEqual(env);
});

test("lists are split, numbers and switches read", () => {
  const variables = { CORS_ALLOW_ORIGINS: " https://a.example , https://b.example,", PORT: "0", ROOST_SANDBOX: "true" };
  expect(readEnv({ ...needed, ...variables })).toMatchObject({
    CORS_ALLOW_ORIGINS: ["https://a.example", "https://b.example"],
    PORT: 0,
    ROOST_SANDBOX: true,
  });
});

test("every variable that is wrong or missing is named at once", () => {
  const message = refusal({ PORT: "http", LOG_LEVEL: "loud", SMTP_URL: "http://mail", DATABASE_POOL_SIZE: "1" });
  const named = ["PORT", "LOG_LEVEL", "SMTP_URL", "DATABASE_POOL_SIZE", "DATABASE_URL", "STRIPE_SECRET_KEY"];
  for (const name of named) expect(message).toMatch(new RegExp(`^  ${name}: `, "m"));
});

test("a refusal never prints a value: it may be a secret in the wrong place", () => {
  const secret = "hunter2-hunter2";
  const names = [
    "NODE_ENV",
    "PORT",
    "PUBLIC_URL",
    "LOG_LEVEL",
    "DATABASE_URL",
    "DATABASE_POOL_SIZE",
    "DATABASE_STATEMENT_TIMEOUT_MS",
    "DATABASE_CONNECTION_TIMEOUT_MS",
    "STRIPE_API_BASE",
  ];
  const others = ["SMTP_URL", "ROOST_SECRET", "ROOST_SANDBOX", "GUEST_FEE_BPS"];
  const wrong = Object.fromEntries([...names, ...others].map((name) => [name, secret]));
  const message = refusal(wrong);
  for (const name of Object.keys(wrong)) expect(message).toContain(`${name}: `);
  expect(message).not.toContain("hunter2");
});

test("production takes what is safe", () => {
  expect(readEnv(production)).toMatchObject({ NODE_ENV: "production" });
});

test.each([
  ["ROOST_SANDBOX", "true"],
  ["ROOST_SECRET", ""],
  ["ROOST_SECRET", "roost-development-secret-not-for-production"],
  ["CORS_ALLOW_ORIGINS", "https://example.com,*"],
  ["STRIPE_API_BASE", "http://127.0.0.1:12111"],
  ["STRIPE_SECRET_KEY", "sk_test_1"],
  ["PUBLIC_URL", "http://api.example.com"],
  ["PUBLIC_URL", ""],
])("production refuses %s=%s, which development takes", (name, value) => {
  expect(refusal({ ...production, [name]: value })).toMatch(
    new RegExp(`^The environment is not valid:\n {2}${name}: .+$`),
  );
  expect(refusal({ ...needed, [name]: value })).toBe("");
});

test("production names everything that is unsafe at once, and no value", () => {
  const message = refusal({ ...needed, NODE_ENV: "production", ROOST_SANDBOX: "true", CORS_ALLOW_ORIGINS: "*" });
  for (const name of ["ROOST_SANDBOX", "ROOST_SECRET", "CORS_ALLOW_ORIGINS", "STRIPE_SECRET_KEY", "PUBLIC_URL"]) {
    expect(message).toContain(`  ${name}: `);
  }
  expect(message).not.toContain("sk_test_1");
});

test("hosts of the sandbox are for the sandbox alone, and in a form that can be read", () => {
  const hosts = "feeds.example.com=127.0.0.1:8443, other.example.com=127.0.0.1:9";
  const ca = "-----BEGIN CERTIFICATE-----\n";
  const given = { ...needed, OUTGOING_SANDBOX_HOSTS: hosts, OUTGOING_SANDBOX_CA: ca };
  expect(refusal({ ...given, ROOST_SANDBOX: "true" })).toBe("");
  for (const name of ["OUTGOING_SANDBOX_HOSTS", "OUTGOING_SANDBOX_CA"]) {
    expect(refusal(given)).toContain(`${name}: is for the sandbox alone`);
    expect(refusal({ ...production, [name]: name.endsWith("CA") ? ca : hosts })).toContain(`${name}: `);
  }
  expect(refusal({ ...given, ROOST_SANDBOX: "true", OUTGOING_SANDBOX_HOSTS: "localhost" })).toContain(
    "OUTGOING_SANDBOX_HOSTS",
  );
});
