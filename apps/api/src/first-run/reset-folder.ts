import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { lockFolder } from "@roost/sandbox/postgres";

/** What a house keeps in its folder; nothing else is ever deleted. */
const ours = /^(postgres|files|secrets\.json|addresses\.json|(mail|stripe)\.sqlite(-wal|-shm|-journal)?)$/;

/** Deletes a house's data, unless the folder is not a house's or a Roost runs on it. */
export async function resetFolder(folder: string): Promise<void> {
  const entries = await readdir(folder);
  if (entries.length === 0) return;
  if (!entries.includes("secrets.json")) {
    throw new Error(`${folder} is not a folder of Roost's (it has no secrets.json): nothing was deleted.`);
  }
  if (entries.includes("postgres")) lockFolder(join(folder, "postgres")).release();
  for (const entry of entries.filter((name) => ours.test(name))) {
    await rm(join(folder, entry), { recursive: true, force: true });
  }
}
