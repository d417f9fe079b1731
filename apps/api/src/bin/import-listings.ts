import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { Country, Currency, text } from "@roost/contract";
import { z } from "zod";
import { houseFolder, runningDatabase } from "../first-run/house-folder.ts";
import { CsvFileError } from "../import/csv-file.ts";
import { type ImportProgress, importListings } from "../import/import-listings.ts";
import { createPool } from "../platform/db.ts";
import { createLog } from "../platform/log.ts";

const usage = `Usage: pnpm import:listings <file.csv> --city Oslo --country NO --currency NOK [--database <URL>]
The database is --database, else DATABASE_URL, else that of the running npm start.`;

const Arguments = z.object({
  csv: z.string({ error: "name the CSV file" }),
  city: text(100),
  country: Country,
  currency: Currency,
  database: z.url({ protocol: /^postgres(ql)?$/, error: "give --database or DATABASE_URL, or start Roost first" }),
});

/** 0: done, rejected rows included; 1: stopped; 2: called wrongly. */
async function main(): Promise<number> {
  const args = readArguments(await runningDatabase(houseFolder(process.env)));
  if (typeof args === "string") {
    process.stderr.write(`${args}\n\n${usage}\n`);
    return 2;
  }
  const { csv: csvPath, database, ...place } = args;
  const pool = createPool({
    url: database,
    max: 2,
    log: createLog({ level: "warn" }),
    name: "roost-import",
    statementTimeoutMs: 60_000,
  });
  const started = performance.now();
  try {
    const size = await stat(csvPath).then(
      (found) => found.size,
      () => 0,
    );
    const report = await importListings({ pool, csvPath, ...place, onProgress: progressShownOf(size) });
    if (process.stdout.isTTY) process.stdout.write("\n");
    for (const { line, externalId, column, reason } of [...report.faults, ...report.changes]) {
      process.stdout.write(`line ${line}, home ${externalId || "?"}: ${column} ${reason}\n`);
    }
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    process.stdout.write(`${summaryOf(report)} (${seconds} s)\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`${process.stdout.isTTY ? "\n" : ""}${faultOf(error)}\n`);
    return 1;
  } finally {
    await pool.end();
  }
}

function readArguments(running: string | undefined): z.output<typeof Arguments> | string {
  const option = { type: "string" } as const;
  try {
    const { values, positionals } = parseArgs({
      options: { city: option, country: option, currency: option, database: option },
      allowPositionals: true,
    });
    if (positionals.length > 1) return `One CSV file at a time, not also ${positionals.slice(1).join(" ")}.`;
    // pnpm runs scripts in its package's folder; INIT_CWD is where it was called.
    const csv = positionals[0] && resolve(process.env["INIT_CWD"] ?? ".", positionals[0]);
    const parsed = Arguments.safeParse({ database: process.env["DATABASE_URL"] ?? running, ...values, csv });
    if (parsed.success) return parsed.data;
    return parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n");
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const count = (value: number) => value.toLocaleString("en");

const summaryOf = ({ rows, created, existing, rejected }: ImportProgress) =>
  `${count(rows)} rows: ${count(created)} homes created, ${count(existing)} there already, ${count(rejected)} rejected`;

/** A bar on a terminal, else a line for each batch. */
function progressShownOf(size: number): (progress: ImportProgress) => void {
  if (!process.stdout.isTTY) return (progress) => void process.stdout.write(`${summaryOf(progress)}\n`);
  return (progress) => {
    const filled = size === 0 ? 0 : Math.min(30, Math.round((30 * progress.bytes) / size));
    const bar = `[${"#".repeat(filled)}${".".repeat(30 - filled)}]`;
    process.stdout.write(`\r${bar} ${summaryOf(progress)}`);
  };
}

function faultOf(error: unknown): string {
  if (error instanceof CsvFileError) return `${error.message}\nCorrect the file and run again: what is loaded stays.`;
  const reason = error instanceof Error ? error.message || error.name : String(error);
  return `The import stopped: ${reason}\nRun it again to go on: what is loaded stays.`;
}

process.exitCode = await main();
