import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readSource, type Source } from "./read-source.ts";

/** The root of the repository. */
export const root = fileURLToPath(new URL("../../../..", import.meta.url));

const folders = ["apps", "packages", "examples"];
const skipped = new Set(["node_modules", "dist", "generated", ".tsbuild", ".turbo", "coverage"]);

/** Every hand-written file of the house below its source folders, from the root. */
export const houseFiles = (): string[] => folders.flatMap(filesBelow).sort();

export const houseSources = (): Source[] =>
  houseFiles()
    .filter((path) => /\.(?:ts|mts|mjs)$/.test(path))
    .map((path) => readSource(path, readFileSync(join(root, path), "utf8")));

function filesBelow(folder: string): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  return entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : filesBelow(path);
    return entry.isFile() ? [path] : [];
  });
}
