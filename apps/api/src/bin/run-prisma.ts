import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../..", import.meta.url));

/** Prisma's own command line over our schema engine: it downloads nothing and asks no server. Answers its exit code. */
export async function runPrisma(args: readonly string[], url: string): Promise<number> {
  const prisma = fileURLToPath(import.meta.resolve("prisma/build/index.js"));
  const child = spawn(process.execPath, [prisma, ...args], {
    cwd: folder,
    stdio: "inherit",
    env: {
      ...process.env,
      MIGRATE_DATABASE_URL: url,
      PRISMA_SCHEMA_ENGINE_BINARY: "prisma/schema-engine/schema-engine",
      CHECKPOINT_DISABLE: "1",
    },
  });
  // Prisma ends by the signal; we still have something to clean up then.
  const pass = (signal: NodeJS.Signals) => void child.kill(signal);
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, pass);
  const [code] = await once(child, "exit");
  for (const signal of ["SIGINT", "SIGTERM"]) process.off(signal, pass);
  return typeof code === "number" ? code : 1;
}
