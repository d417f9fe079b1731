import { posix } from "node:path";
import type { Source } from "./read-source.ts";

const api = "apps/api/src/";

/** The modules, left to right; each may import those before it. */
const line = ["audit", "users", "auth", "listings", "payments", "bookings"];
const lastInLine = [["reviews", "messaging", "disputes"], ["admin"]];
/** Reached only from reactions and the composition root; they know people and nothing else. */
const reactive = ["notifications", "webhooks"];

/** What each part of apps/api may import besides itself. Longest match wins. */
const layers: Readonly<Record<string, readonly string[]>> = {
  "platform/": [],
  "modules/": ["platform/", "modules/"],
  "surfaces/": ["platform/", "modules/"],
  "import/": ["platform/", "modules/"],
  "reactions.ts": ["platform/", "modules/"],
  "routes.ts": ["platform/", "modules/"],
  "invariants.ts": ["platform/"],
  "migrate-database.ts": ["platform/", "reactions.ts"],
  "permissions.ts": [],
  "refusals.ts": ["platform/", "permissions.ts"],
  "reference-pages/": ["platform/", "permissions.ts"],
  "breaking-changes/": [],
  "generated-files.ts": ["routes.ts", "reactions.ts", "permissions.ts", "refusals.ts", "reference-pages/", "surfaces/"],
  "app.ts": [
    "platform/",
    "modules/",
    "surfaces/",
    "reactions.ts",
    "routes.ts",
    "permissions.ts",
    "refusals.ts",
    "migrate-database.ts",
    "invariants.ts",
  ],
  "require-migrations.ts": ["platform/", "surfaces/", "app.ts", "migrate-database.ts"],
  "first-run/": ["platform/", "modules/", "surfaces/", "import/", "app.ts", "migrate-database.ts"],
  "bin/": [
    "platform/",
    "modules/",
    "first-run/",
    "import/",
    "app.ts",
    "migrate-database.ts",
    "invariants.ts",
    "require-migrations.ts",
    "generated-files.ts",
    "breaking-changes/",
  ],
};

/** Which packages the sources of a package may import by name; `node:` and relative imports are judged apart. */
const packages: Readonly<Record<string, (name: string) => boolean>> = {
  "packages/contract/src/": (name) => name === "zod",
  "packages/sdk/src/": (name) => name.startsWith("@trpc/"),
  "packages/sandbox/": (name) => !name.startsWith("@roost/"),
  "packages/bench/": (name) => name !== "@roost/api",
  "apps/admin/src/": (name) => !name.startsWith("@roost/") || name === "@roost/sdk",
  [api]: (name) => name !== "@roost/sdk",
};

/** Vendors stand behind one file or folder each: what they offer is said in our words there. */
const vendors: Readonly<Record<string, string>> = {
  "@node-rs/argon2": `${api}modules/auth/passwords.ts`,
  "@prisma/adapter-pg": `${api}platform/prisma-on.ts`,
  "ical.js": `${api}modules/listings/feeds/`,
  "@aws-sdk/client-s3": `${api}platform/storage/`,
  "@aws-sdk/s3-request-presigner": `${api}platform/storage/`,
  "file-type": `${api}modules/listings/photos/`,
  flydrive: `${api}platform/storage/`,
  "flydrive/drivers/fs": `${api}platform/storage/`,
  "flydrive/drivers/s3": `${api}platform/storage/`,
  sharp: `${api}modules/listings/photos/`,
  thumbhash: `${api}modules/listings/photos/`,
  lucia: `${api}modules/auth/sessions.ts`,
  nodemailer: `${api}platform/mail.ts`,
  "pg-boss": `${api}platform/jobs.ts`,
  pino: `${api}platform/log.ts`,
  stripe: `${api}modules/payments/stripe/`,
};

/** DESIGN §2: who may import whom. One sentence for each import that may not be. */
export function importFaults(sources: readonly Source[]): string[] {
  return sources.flatMap((source) =>
    source.imports.flatMap(({ from }) => {
      const reason = from.startsWith(".") ? relativeFault(source.path, from) : packageFault(source.path, from);
      return reason === undefined ? [] : [`${source.path} imports ${from}: ${reason}`];
    }),
  );
}

function packageFault(path: string, name: string): string | undefined {
  if (name.startsWith("node:")) {
    return /^packages\/(?:contract|sdk)\/src\//.test(path) && !isTest(path) ? "it must run in a browser" : undefined;
  }
  if (isTest(path)) return undefined;
  const home = Object.keys(packages).find((folder) => path.startsWith(folder));
  if (home !== undefined && packages[home]?.(name) === false) return `${home} does not know that package`;
  if (name.startsWith("@roost/sandbox") && path.startsWith(api) && !path.startsWith(`${api}first-run/`)) {
    return "only first-run starts the sandbox";
  }
  const adapter = path.startsWith(api) ? vendors[name] : undefined;
  return adapter !== undefined && adapter !== path && !(adapter.endsWith("/") && path.startsWith(adapter))
    ? `that vendor stays behind ${adapter}`
    : undefined;
}

function relativeFault(path: string, from: string): string | undefined {
  const target = posix.join(posix.dirname(path), from);
  if (homeOf(path) !== homeOf(target)) return "packages are imported by name, and only by what they export";
  if (!/\.(?:ts|mts|mjs|json|css)$/.test(from)) return "relative imports name the file with its ending";
  if (isTest(path) || !path.startsWith(api)) return undefined;
  if (isTest(target)) return "what runs does not import what tests";
  return layerFault(path.slice(api.length), target.slice(api.length));
}

function layerFault(path: string, target: string): string | undefined {
  if (target.startsWith("generated/")) {
    return path === "platform/prisma-on.ts" ? undefined : "the Prisma client is reached through platform/prisma-on.ts";
  }
  const layer = layerOf(path);
  const other = layerOf(target);
  if (layer === undefined || other === undefined) return "this part of apps/api has no place in the picture";
  if (layer === "modules/" && other === "modules/") return moduleFault(path, target);
  if (layer === other) return undefined;
  if (layers[layer]?.includes(other) !== true) return `${layer} does not import ${other}`;
  return other === "modules/" && !target.endsWith("/index.ts") ? "a module is entered through its index.ts" : undefined;
}

const layerOf = (path: string): string | undefined =>
  Object.keys(layers).find((layer) => (layer.endsWith("/") ? path.startsWith(layer) : path === layer));

function moduleFault(path: string, target: string): string | undefined {
  const [own, other] = [moduleOf(path), moduleOf(target)];
  if (own === other) return undefined;
  if (!target.endsWith("/index.ts")) return "a module is entered through its index.ts";
  return leftOf(own).includes(other) ? undefined : `${own} stands to the left of ${other}, or beside it`;
}

function leftOf(module: string): readonly string[] {
  if (reactive.includes(module)) return ["users"];
  const at = line.indexOf(module);
  if (at >= 0) return line.slice(0, at);
  const rank = lastInLine.findIndex((group) => group.includes(module));
  return rank < 0 ? [] : [...line, ...lastInLine.slice(0, rank).flat()];
}

export const moduleOf = (path: string): string => /(?:^|\/)modules\/([^/]+)\//.exec(path)?.[1] ?? "";

const homeOf = (path: string): string =>
  path
    .split("/")
    .slice(0, path.startsWith("examples/") ? 1 : 2)
    .join("/");

/** Tests, what only tests import, and the tools of a package: they may reach further than what is shipped. */
export const isTest = (path: string): boolean =>
  /\.test\.ts$|\/test\/|\/test-rig\.ts$|\/sample-[^/]+\.ts$/.test(path) || /^packages\/[^/]+\/[^/]+\.ts$/.test(path);
