import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const root = fileURLToPath(new URL("../../../..", import.meta.url));

/** While a house runs, its addresses stand in its folder, for commands that want to find it. */
export const addressesFile = "addresses.json";

/** Where a house keeps its data: ROOST_HOME, below the project's root unless it is absolute. */
export const houseFolder = (variables: Readonly<Record<string, string | undefined>>): string =>
  resolve(root, variables["ROOST_HOME"] ?? ".roost");

const Noted = z.object({ database: z.string() });

/** The database of the house that runs on a folder; undefined where none does. */
export async function runningDatabase(folder: string): Promise<string | undefined> {
  const text = await readFile(join(folder, addressesFile), "utf8").catch(() => undefined);
  return text === undefined ? undefined : Noted.safeParse(JSON.parse(text)).data?.database;
}
