import { expect, test } from "vitest";
import { readEnv } from "./env.ts";
import { publicReach } from "./guarded-fetch.ts";
import { reachOf } from "./sandbox-reach.ts";

const needed = {
  DATABASE_URL: "postgres://roost@127.0.0.1/roost",
  STRIPE_SECRET_KEY: "sk_test_1",
  STRIPE_WEBHOOK_SECRET: "whsec_1",
  SMTP_URL: "smtp://127.0.0.1:1025",
};

test("outside of the sandbox, and where it names no hosts, the internet is reached and nothing else", () => {
  expect(reachOf(readEnv(needed))).toBe(publicReach);
  expect(reachOf(readEnv({ ...needed, ROOST_SANDBOX: "true" }))).toBe(publicReach);
});

test("the sandbox's hosts are reached where they are, and no others", async () => {
  const hosts = "feeds.example.com=127.0.0.1:8443,other.example.com=127.0.0.2:9";
  const reach = reachOf(readEnv({ ...needed, ROOST_SANDBOX: "true", OUTGOING_SANDBOX_HOSTS: hosts }));
  expect(await reach.resolve("feeds.example.com")).toEqual(["127.0.0.1"]);
  expect(await reach.resolve("roost.example.com")).toEqual([]);
  expect([reach.port("feeds.example.com"), reach.port("other.example.com"), reach.port("1.1.1.1")]).toEqual([
    8443, 9, 443,
  ]);
  expect(["127.0.0.1", "127.0.0.2", "1.1.1.1"].map((address) => reach.mayConnect(address))).toEqual([
    true,
    true,
    false,
  ]);
});
