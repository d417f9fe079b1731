import { migrateDatabase } from "../migrate-database.ts";
import { createLog } from "../platform/log.ts";

const usage = "usage: pnpm migrate deploy   (MIGRATE_DATABASE_URL: the owner's URL)\n";

/** `pnpm migrate deploy`: applies what is missing and makes the queues. A second run changes nothing. */
async function main(args: readonly string[]): Promise<number> {
  const url = process.env["MIGRATE_DATABASE_URL"];
  if (args[0] !== "deploy" || args.length > 1 || !url) {
    process.stderr.write(usage);
    return 2;
  }
  const applied = await migrateDatabase({ url, log: createLog({ level: "warn" }) });
  for (const name of applied) process.stdout.write(`applied ${name}\n`);
  process.stdout.write(applied.length === 0 ? "nothing to apply\n" : `${applied.length} applied\n`);
  return 0;
}

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : "";
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}${cause}\n`);
  return 1;
});
