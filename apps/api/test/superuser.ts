import pg from "pg";
import type { TestDatabase } from "./database.ts";

/** Runs `work` as the superuser: what no role of ours may do. */
export async function asSuperuser<T>(database: TestDatabase, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: database.superuserUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
