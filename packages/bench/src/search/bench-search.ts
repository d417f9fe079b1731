import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { drawPlot } from "./draw-plot.ts";
import { missesOf } from "./misses-of.ts";
import { readArguments, searchUsage } from "./read-arguments.ts";
import { runSearch } from "./run-search.ts";
import { searchLines, searchTable } from "./search-report.ts";

const docs = fileURLToPath(new URL("../../../../docs/", import.meta.url));

/** `pnpm bench search`; answers the exit code. */
export async function benchSearch(args: readonly string[]): Promise<number> {
  const wanted = readArguments(args);
  if (typeof wanted === "string") {
    process.stderr.write(`${wanted}\n\n${searchUsage}`);
    return 2;
  }
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  const [keep, profile] = [folderFrom(wanted.keep), folderFrom(wanted.profile)];
  const report = await runSearch({ ...wanted, keep, profile, say });
  const lines = searchLines(report).map((line) => JSON.stringify(line));
  process.stdout.write(wanted.json ? `${lines.join("\n")}\n` : searchTable(report));
  if (wanted.plot) {
    await writeFile(resolve(docs, "search.json"), `[\n${lines.map((line) => `  ${line}`).join(",\n")}\n]\n`);
    await writeFile(resolve(docs, "search.svg"), drawPlot(report.results));
    say("Written: docs/search.json, docs/search.svg");
  }
  const misses = wanted.check ? missesOf(report) : [];
  for (const miss of misses) say(`missed: ${miss}`);
  return misses.length === 0 ? 0 : 1;
}

/** Where the caller is, and not where the program runs. */
const folderFrom = (path: string | undefined) =>
  path === undefined ? undefined : resolve(process.env["INIT_CWD"] ?? ".", path);
