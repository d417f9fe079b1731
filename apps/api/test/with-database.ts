import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "@roost/sandbox/postgres";
import { prepareDatabase } from "../src/first-run/database.ts";

/** `node with-database.ts <command …>`: runs it with an empty database of its own, as production would name it. */
async function main([command = "true", ...args]: readonly string[]): Promise<number> {
  const dir = await mkdtemp(join(tmpdir(), "roost-database-"));
  const postgres = await startPostgres({ dir: join(dir, "postgres"), durable: false });
  try {
    const { ownerUrl, appUrl } = await prepareDatabase(postgres.url(), "roost");
    const env = { ...process.env, MIGRATE_DATABASE_URL: ownerUrl, DATABASE_URL: appUrl };
    const [code] = await once(spawn(command, args, { env, stdio: "inherit" }), "exit");
    return typeof code === "number" ? code : 1;
  } finally {
    await postgres.stop();
    await rm(dir, { recursive: true, force: true });
  }
}

process.exitCode = await main(process.argv.slice(2));
