import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { houseFolder, runningDatabase } from "../first-run/house-folder.ts";
import { CsvFileError } from "../import/csv-file.ts";
import { importTaxRules } from "../import/import-tax-rules.ts";
import { createPool } from "../platform/db.ts";
import { createLog } from "../platform/log.ts";

const usage = `Usage: pnpm tax-rules:import <file.csv> [--database <URL>]
The database is --database, else DATABASE_URL, else that of the running npm start.`;

/** 0: done; 1: stopped, nothing written; 2: called wrongly. */
async function main(): Promise<number> {
  const args = readArguments();
  const database = args?.database ?? process.env["DATABASE_URL"] ?? (await runningDatabase(houseFolder(process.env)));
  if (!args?.csv || database === undefined) {
    process.stderr.write(`Name one CSV file, and a database or a running Roost.\n\n${usage}\n`);
    return 2;
  }
  // pnpm runs scripts in its package's folder; INIT_CWD is where it was called.
  const csvPath = resolve(process.env["INIT_CWD"] ?? ".", args.csv);
  const log = createLog({ level: "warn" });
  const pool = createPool({ url: database, max: 1, log, name: "roost-import", statementTimeoutMs: 60_000 });
  try {
    const { rows, created, ended, faults, unpaid } = await importTaxRules({ pool, csvPath });
    for (const { line, column, reason } of faults) process.stdout.write(`line ${line}: ${column} ${reason}\n`);
    for (const { code, homes } of unpaid) {
      process.stdout.write(`${code}: not paid by ${homes} homes that are priced in another currency\n`);
    }
    const there = rows - created - ended;
    process.stdout.write(
      faults.length > 0
        ? "nothing was written\n"
        : `${rows} rows: ${created} created, ${ended} ended, ${there} there already\n`,
    );
    return faults.length > 0 ? 1 : 0;
  } catch (error) {
    const reason = error instanceof Error ? error.message || error.name : String(error);
    process.stderr.write(`${error instanceof CsvFileError ? "" : "The import stopped: "}${reason}\n`);
    return 1;
  } finally {
    await pool.end();
  }
}

function readArguments(): { csv: string | undefined; database: string | undefined } | undefined {
  try {
    const { values, positionals } = parseArgs({ options: { database: { type: "string" } }, allowPositionals: true });
    return positionals.length > 1 ? undefined : { csv: positionals[0], database: values.database };
  } catch {
    return undefined;
  }
}

process.exitCode = await main();
