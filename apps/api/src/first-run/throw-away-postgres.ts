import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "@roost/sandbox/postgres";

/** Runs `use` with an empty Postgres of its own (the superuser's URL), which is gone afterwards. */
export async function withThrowAwayPostgres<T>(use: (url: string) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(join(tmpdir(), "roost-throw-away-"));
  try {
    const postgres = await startPostgres({ dir: join(dir, "postgres"), durable: false });
    try {
      return await use(postgres.url());
    } finally {
      await postgres.stop();
    }
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
