import type pg from "pg";
import { timeZoneAt } from "../modules/listings/index.ts";
import { newId } from "../platform/ids.ts";
import { readCsv } from "./csv-file.ts";
import { type Fault, homeColumns, readHome } from "./home-row.ts";
import { type LocatedHome, type Place, writeHomes } from "./write-homes.ts";

export interface ImportOptions extends Place {
  readonly pool: pg.Pool;
  readonly csvPath: string;
  /** Users who own the homes of some of the source's hosts, by the host's id there. */
  readonly owners?: ReadonlyMap<string, string>;
  /** Called after every batch. */
  readonly onProgress?: (progress: ImportProgress) => void;
}

export interface ImportProgress {
  /** Rows that were read, of whatever fate. */
  readonly rows: number;
  readonly created: number;
  /** Homes that an earlier run, or an earlier row, had made. */
  readonly existing: number;
  /** Rows that break a rule. */
  readonly rejected: number;
  /** Bytes of the file that were read. */
  readonly bytes: number;
}

export interface RowFault extends Fault {
  readonly line: number;
  /** The home's id in the source; empty where the row has none. */
  readonly externalId: string;
}

export interface ImportReport extends ImportProgress {
  /** The first faults, at most 1,000: one for each column that breaks a rule. */
  readonly faults: readonly RowFault[];
  /** The first values that were taken otherwise than the source says them, such as a rounded price; at most 1,000. */
  readonly changes: readonly RowFault[];
}

const batchSize = 500;
const maxFaults = 1000;

/**
 * Loads homes from a CSV file as Inside Airbnb publishes it; they are published at once. Each batch is one
 * transaction, and a home is known by its id in the source: after a crash the same call goes on where it ended. A row
 * that breaks a rule is reported and the rest goes on; a file that is not such a CSV throws a `CsvFileError`.
 */
export async function importListings(options: ImportOptions): Promise<ImportReport> {
  const { pool, csvPath, city, country, currency, owners = new Map(), onProgress } = options;
  const requestId = `import-${newId()}`;
  const place = { city, country, currency };
  const progress = { rows: 0, created: 0, existing: 0, rejected: 0, bytes: 0 };
  const faults: RowFault[] = [];
  const changes: RowFault[] = [];
  let homes: LocatedHome[] = [];

  const flush = async () => {
    if (homes.length > 0) {
      const created = await writeHomes(pool, { homes, place, owners, requestId });
      progress.created += created;
      progress.existing += homes.length - created;
      homes = [];
    }
    onProgress?.({ ...progress });
  };

  for await (const { line, bytes, fields } of readCsv(csvPath, homeColumns)) {
    progress.rows += 1;
    progress.bytes = bytes;
    const home = fields ? readHome(fields, currency) : wrongLength;
    if ("externalId" in home) {
      const { externalId } = home;
      changes.push(
        ...home.changes.map((change) => ({ line, externalId, ...change })).slice(0, maxFaults - changes.length),
      );
      homes.push({ ...home, timeZone: await timeZoneAt(home) });
    } else {
      progress.rejected += 1;
      const externalId = fields?.get("id") ?? "";
      faults.push(...home.map((fault) => ({ line, externalId, ...fault })).slice(0, maxFaults - faults.length));
    }
    if (homes.length === batchSize) await flush();
  }
  await flush();
  return { ...progress, faults, changes };
}

const wrongLength: readonly Fault[] = [{ column: "(row)", reason: "has more or fewer fields than the header" }];
