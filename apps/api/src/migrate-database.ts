import { fileURLToPath } from "node:url";
import { installJobs } from "./platform/jobs.ts";
import type { Log } from "./platform/log.ts";
import { applyMigrations } from "./platform/migrate.ts";
import { queueNames } from "./reactions.ts";

export const migrationsFolder = fileURLToPath(new URL("../prisma/migrations", import.meta.url));

/** Brings a database up to this version: tables, then queues. Needs the owner's URL. Answers the migrations applied. */
export async function migrateDatabase(options: { readonly url: string; readonly log: Log }): Promise<string[]> {
  const applied = await applyMigrations({ url: options.url, folder: migrationsFolder });
  await installJobs({ url: options.url, log: options.log, queues: queueNames });
  return applied;
}
