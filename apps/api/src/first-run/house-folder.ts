import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { homeFolder } from "../platform/home-folder.ts";

/** While a house runs, its addresses stand in its folder, for commands that want to find it. */
export const addressesFile = "addresses.json";

/** Where a house keeps its data. */
export const houseFolder = (variables: Readonly<Record<string, string | undefined>>): string => homeFolder(variables);

const Noted = z.object({ database: z.string() });

/** The database of the house that runs on a folder; undefined where none does. */
export async function runningDatabase(folder: string): Promise<string | undefined> {
  const text = await readFile(join(folder, addressesFile), "utf8").catch(() => undefined);
  return text === undefined ? undefined : Noted.safeParse(JSON.parse(text)).data?.database;
}
