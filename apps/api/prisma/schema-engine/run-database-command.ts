import pg from "pg";
import { administer } from "./administer.ts";
import { urlOfDatabase } from "./url-of-database.ts";

/** `cli <command>`: what Prisma asks before it starts an engine. Answers the exit code; a refusal goes to stderr. */
export async function runDatabaseCommand(command: string, url: string): Promise<number> {
  try {
    await run(command, new URL(url));
    return 0;
  } catch (error) {
    const fields = { ...reasonOf(error, new URL(url)), is_panic: false, meta: {} };
    // Prisma throws the first line away, whatever it says, and reads the others as JSON.
    process.stderr.write(`\n${JSON.stringify({ level: "ERROR", target: "schema_engine::logger", fields })}`);
    return 1;
  }
}

async function run(command: string, url: URL): Promise<void> {
  if (command === "can-connect-to-database") return administer(url, "select 1");
  if (command !== "create-database") throw new Error(`the schema engine knows no command ${command}`);
  await administer(urlOfDatabase(url, "postgres"), `create database ${pg.escapeIdentifier(databaseOf(url))}`);
}

function reasonOf(error: unknown, url: URL): { error_code: string; message: string } {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "3D000") return { error_code: "P1003", message: `Database ${databaseOf(url)} does not exist` };
  if (code === "28P01") return { error_code: "P1000", message: `Postgres refused the password of ${url.username}` };
  if (error instanceof pg.DatabaseError) return { error_code: "P1010", message: error.message };
  return { error_code: "P1001", message: `Can't reach database server at ${url.host}` };
}

const databaseOf = (url: URL): string => decodeURIComponent(url.pathname.slice(1));
