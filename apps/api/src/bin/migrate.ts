import { withThrowAwayPostgres } from "../first-run/throw-away-postgres.ts";
import { runPrisma } from "./run-prisma.ts";

const usage = `usage: pnpm migrate <command>
  deploy               applies what is missing and makes the queues
  status               tells what is missing
  dev [--name <what>]  writes a migration from what changed in prisma/schema, and applies it
  diff                 exits with 2 if prisma/migrations and prisma/schema differ
  reset                empties the database, then deploys
  resolve              settles a failed migration: --applied <name> or --rolled-back <name>
MIGRATE_DATABASE_URL names the database, by its owner. Without it, dev and diff work on a throw-away Postgres.
`;

type Command = (url: string, args: readonly string[]) => Promise<number>;

const prisma =
  (...command: readonly string[]): Command =>
  (url, args) =>
    runPrisma(["migrate", ...command, ...args], url);

const drift = ["--from-migrations", "prisma/migrations", "--to-schema", "prisma/schema", "--exit-code"];
const commands = new Map<string, Command>([
  ["deploy", deploy],
  ["status", prisma("status")],
  ["dev", dev],
  ["diff", prisma("diff", ...drift)],
  ["reset", reset],
  ["resolve", prisma("resolve")],
]);
const needNoDatabase = new Set(["dev", "diff"]);

async function main([name = "", ...args]: readonly string[]): Promise<number> {
  const url = process.env["MIGRATE_DATABASE_URL"];
  const command = commands.get(name);
  if (command && url) return command(url, args);
  if (!command) {
    process.stderr.write(name === "" ? usage : `there is no command ${name}\n${usage}`);
    return 1;
  }
  if (!needNoDatabase.has(name)) {
    throw new Error(`${name} needs MIGRATE_DATABASE_URL: the address of the database, as its owner`);
  }
  process.stderr.write("MIGRATE_DATABASE_URL is not set: working on a throw-away Postgres\n");
  return withThrowAwayPostgres((scratch) => command(scratch, args));
}

/** Prisma asks for a name that is missing, and would wait for ever where nobody can answer. */
function dev(url: string, args: readonly string[]): Promise<number> {
  const named = args.some((arg) => /^(?:-n|--name)(?:=|$)/.test(arg));
  if (!named && !process.stdin.isTTY) throw new Error("dev needs a --name where nobody can be asked for one");
  return runPrisma(["migrate", "dev", ...args], url);
}

/** Not Prisma's: the server needs the queues too, and each migration is one transaction. A second run changes nothing. */
async function deploy(url: string, args: readonly string[] = []): Promise<number> {
  takeOnly(args, []);
  const { migrateDatabase } = await import("../migrate-database.ts");
  const { createLog } = await import("../platform/log.ts");
  const applied = await migrateDatabase({ url, log: createLog({ level: "warn" }) });
  for (const migration of applied) process.stdout.write(`applied ${migration}\n`);
  process.stdout.write(applied.length === 0 ? "nothing to apply\n" : `${applied.length} applied\n`);
  return 0;
}

/** Prisma asks first, and empties its own schema only. */
async function reset(url: string, args: readonly string[]): Promise<number> {
  takeOnly(args, ["--force"]);
  const refused = await runPrisma(["migrate", "reset", ...args], url);
  if (refused) return refused;
  const { removeJobs } = await import("../platform/jobs.ts");
  await removeJobs(url);
  return deploy(url);
}

/** What changes a database does not do so for a word that it does not know. */
function takeOnly(args: readonly string[], known: readonly string[]): void {
  const other = args.find((arg) => !known.includes(arg));
  if (other !== undefined) throw new Error(`${other} means nothing here`);
}

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : "";
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}${cause}\n`);
  return 1;
});
