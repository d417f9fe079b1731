import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { expect, test } from "vitest";
import { z } from "zod";
import { EnvVariables, readEnv } from "../src/platform/env.ts";
import { root } from "./architecture/house-sources.ts";

const read = (path: string): string => readFileSync(join(root, path), "utf8");

// The parser that Vite reads YAML with.
const { parse: parseYaml } = createRequire(join(root, "node_modules/vite/package.json"))("yaml");
const readYaml = (path: string): unknown => parseYaml(read(path), { merge: true, uniqueKeys: true, strict: true });

const example = read(".env.example");
const exampleValues = parseEnv(example);

test(".env.example names every variable, and says what each is for", () => {
  const lines = example.split("\n");
  const named = lines.flatMap((line, at) => {
    const name = /^(?:# )?([A-Z][A-Z0-9_]+)=/.exec(line)?.[1];
    return name === undefined ? [] : [{ name, comment: lines[at - 1] ?? "" }];
  });
  expect(named.map(({ name }) => name).sort()).toEqual(Object.keys(EnvVariables.shape).sort());
  for (const { name, comment } of named) expect(comment, name).toMatch(/^# .*\w.*[.)]$/);
});

test(".env.example gives the defaults, and marks what is required", () => {
  const paragraphs = example.split("\n\n");
  const required = Object.entries(EnvVariables.shape).filter(([, field]) => !field.safeParse(undefined).success);
  for (const [name] of required) {
    expect(paragraphs.find((text) => text.includes(`\n${name}=`))).toMatch(/^# Required\. /);
  }
  const others = Object.entries(EnvVariables.shape).filter(([, field]) => field.safeParse(undefined).success);
  const given = others.map(([name, field]) => [name, valueOf(field, exampleValues[name])]);
  const defaults = others.map(([name, field]) => [name, name === "PORT" ? 4000 : field.parse(undefined)]);
  expect(given).toEqual(defaults);
});

const valueOf = (field: z.ZodType, text: string | undefined): unknown => field.parse(text === "" ? undefined : text);

test(".env.example is an environment that a server takes", () => {
  expect(readEnv(exampleValues)).toMatchObject({ PORT: 4000, NODE_ENV: "development" });
});

const Command = z.array(z.string()).min(1);
const Service = z.strictObject({
  image: z.string().regex(/^[\w./-]+(?::[\w.-]+)?$/),
  build: z.literal(".").optional(),
  init: z.boolean().optional(),
  restart: z.enum(["no", "always", "on-failure", "unless-stopped"]).optional(),
  command: Command.optional(),
  environment: z.record(z.string(), z.string()).optional(),
  ports: z.array(z.string().regex(/^127\.0\.0\.1:\d+:\d+$/)).optional(),
  volumes: z.array(z.string().regex(/^[\w./-]+:\/[\w./-]+(?::ro)?$/)).optional(),
  healthcheck: z
    .union([
      z.strictObject({ disable: z.literal(true) }),
      z.strictObject({ test: Command, interval: z.string(), timeout: z.string(), retries: z.int() }),
    ])
    .optional(),
  depends_on: z
    .record(z.string(), z.strictObject({ condition: z.enum(["service_healthy", "service_completed_successfully"]) }))
    .optional(),
});
const Compose = z.looseObject({
  services: z.record(z.string(), Service),
  volumes: z.record(z.string(), z.null()),
});

test("docker-compose.yml is well formed, and what it names exists", () => {
  const { services, volumes } = Compose.parse(readYaml("docker-compose.yml"));
  const all = Object.values(services);
  expect(Object.keys(services).sort()).toEqual(["api", "mail", "migrate", "postgres", "worker"]);
  expect(all.flatMap(({ depends_on }) => Object.keys(depends_on ?? {})).filter((name) => !services[name])).toEqual([]);
  const sources = all.flatMap((service) => (service.volumes ?? []).flatMap((mount) => mount.split(":").slice(0, 1)));
  const commands = all.flatMap(({ command }) => command?.slice(0, 1) ?? []);
  const files = [...sources.filter((source) => source.startsWith("./")), ...commands];
  expect(files.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  const mounted = new Set(sources.filter((source) => !source.startsWith("./")));
  expect([...mounted]).toEqual(Object.keys(volumes));
  const ours = all
    .filter(({ build }) => build !== undefined)
    .flatMap(({ environment }) => Object.keys(environment ?? {}));
  expect(ours.filter((variable) => !Object.hasOwn(EnvVariables.shape, variable))).toEqual([]);
});

test("the services get an environment that a server takes", () => {
  const { services } = Compose.parse(readYaml("docker-compose.yml"));
  const given: Record<string, string> = { STRIPE_SECRET_KEY: "sk_test_x", STRIPE_WEBHOOK_SECRET: "whsec_x" };
  const filled = (text: string) =>
    text.replaceAll(/\$\{(\w+)(?::[-?]([^}]*))?\}/g, (_all, name: string, otherwise = "") => given[name] ?? otherwise);
  for (const name of ["api", "worker"]) {
    const variables = Object.entries(services[name]?.environment ?? {});
    const env = readEnv(Object.fromEntries(variables.map(([key, value]) => [key, filled(value)])));
    expect(env.DATABASE_URL, name).toContain("//roost_app:");
  }
  expect(services["migrate"]?.environment?.["MIGRATE_DATABASE_URL"]).toContain("//roost_owner:");
});

const Workflow = z.strictObject({
  name: z.string(),
  on: z.strictObject({ push: z.strictObject({ branches: z.array(z.string()) }), pull_request: z.null() }),
  permissions: z.strictObject({ contents: z.literal("read") }),
  concurrency: z.strictObject({ group: z.string(), "cancel-in-progress": z.boolean() }),
  jobs: z.record(
    z.string(),
    z.strictObject({
      "runs-on": z.string(),
      "timeout-minutes": z.int().max(20),
      steps: z.array(
        z.union([
          z.strictObject({
            uses: z.string().regex(/^[\w-]+\/[\w-]+@v\d+$/),
            with: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
          }),
          z.strictObject({ run: z.string() }),
        ]),
      ),
    }),
  ),
});

test("the workflow is well formed, needs no secret and runs what anybody can run", () => {
  const { jobs } = Workflow.parse(readYaml(".github/workflows/ci.yml"));
  const commands = Object.values(jobs).flatMap(({ steps }) =>
    steps.flatMap((step) => ("run" in step ? [step.run] : [])),
  );
  expect(commands).toEqual([".ci/run"]);
  expect(statSync(join(root, ".ci/run")).mode & 0o111).toBe(0o111);
  expect(read(".github/workflows/ci.yml")).not.toContain("secrets.");
});

test("the Dockerfile copies every manifest that the install needs, and starts what exists", () => {
  const dockerfile = read("Dockerfile");
  const copied = [...dockerfile.matchAll(/^COPY (?!--)(.+)$/gm)].flatMap(([, words = ""]) =>
    words.split(" ").slice(0, -1),
  );
  for (const path of copied) expect(existsSync(join(root, path)), path).toBe(true);
  const importers = [
    ...(read("pnpm-lock.yaml")
      .split("\npackages:")[0]
      ?.matchAll(/^ {2}((?:apps|packages)\/[\w-]+):$/gm) ?? []),
  ];
  expect(importers.length).toBeGreaterThan(3);
  for (const [, folder] of importers) expect(copied).toContain(`${folder}/package.json`);
  expect(existsSync(join(root, /^CMD \["([^"]+)"/m.exec(dockerfile)?.[1] ?? "missing"))).toBe(true);
  expect(dockerfile).toMatch(/^USER node$/m);
});

test("every script of the root starts a file that is there", () => {
  const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read("package.json")));
  const started = Object.values(scripts).flatMap(
    (script) => /(?:^|\s)(?:node|bash) ([\w./-]+)/.exec(script)?.[1] ?? [],
  );
  expect(started.length).toBeGreaterThan(5);
  expect(started.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
