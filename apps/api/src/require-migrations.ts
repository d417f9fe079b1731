import type { App } from "./app.ts";
import { NotReady } from "./surfaces/health.ts";

/** Refuses to start on a database that is not at this version; a database that does not answer is waited for. */
export async function requireMigrations(app: App): Promise<void> {
  try {
    await app.ready();
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "42P01";
    const isOld = error instanceof NotReady && error.message.includes("migrations");
    if (isMissing || isOld) throw new NotMigrated();
  }
}

export class NotMigrated extends Error {
  constructor() {
    super("The database is not at this version. Run: pnpm migrate deploy");
    this.name = "NotMigrated";
  }
}
