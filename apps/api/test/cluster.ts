import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "@roost/sandbox/postgres";
import type { TestProject } from "vitest/node";
import { prepareDatabase } from "../src/first-run/database.ts";
import { migrateDatabase } from "../src/migrate-database.ts";
import { createLog } from "../src/platform/log.ts";

declare module "vitest" {
  interface ProvidedContext {
    readonly cluster: { readonly superuserUrl: string; readonly ownerUrl: string; readonly appUrl: string };
  }
}

/** One throw-away Postgres for a whole run, with a migrated database that every test file copies. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = await mkdtemp(join(tmpdir(), "roost-test-"));
  const postgres = await startPostgres({ dir: join(dir, "postgres"), durable: false });
  const superuserUrl = postgres.url();
  const { ownerUrl, appUrl } = await prepareDatabase(superuserUrl, "template_roost");
  await migrateDatabase({ url: ownerUrl, log: createLog({ level: "warn" }) });
  project.provide("cluster", { superuserUrl, ownerUrl, appUrl });
  return async () => {
    await postgres.stop();
    await rm(dir, { recursive: true, force: true });
  };
}
