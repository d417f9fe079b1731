import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { CsvError, parse } from "csv-parse";

/** The file as a whole cannot be read: it is missing, has another header, or its quotes are broken. */
export class CsvFileError extends Error {
  constructor(path: string, fault: string, cause?: unknown) {
    super(`${path}: ${fault}`, { cause });
    this.name = "CsvFileError";
  }
}

export interface CsvRecord {
  /** The line on which the record begins, 1 for the first of the file. */
  readonly line: number;
  /** Bytes of the file that were read so far. */
  readonly bytes: number;
  /** The fields by column, or null where there are too many or too few of them. */
  readonly fields: ReadonlyMap<string, string> | null;
}

// A quote that is never closed would swallow the rest of the file.
const maxRecordSize = 100_000;

/** The records of a CSV file with a header, one after the other; the file is never in memory as a whole. */
export async function* readCsv(path: string, columns: readonly string[]): AsyncGenerator<CsvRecord> {
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    max_record_size: maxRecordSize,
  });
  pipeline(createReadStream(path), decodeUtf8, parser, () => undefined);
  let header: readonly string[] | undefined;
  let line = 1;
  try {
    for await (const entry of parser) {
      const { fields, lines, bytes } = readEntry(entry);
      if (!header) header = headerOf(path, fields, columns);
      else if (!isEmptyLine(fields)) yield { line, bytes, fields: byColumn(header, fields) };
      line = lines + 1;
    }
  } catch (error) {
    throw explained(path, error);
  }
  if (!header) throw new CsvFileError(path, "the file is empty");
}

/** Bytes that are no UTF-8 end the import: a title that was guessed at is worse than none. */
async function* decodeUtf8(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

function readEntry(entry: unknown): { fields: string[]; lines: number; bytes: number } {
  if (!isObject(entry) || !isObject(entry["info"]) || !Array.isArray(entry["record"])) {
    throw new TypeError("the parser gave something that is not a record");
  }
  const { lines, bytes } = entry["info"];
  return { fields: entry["record"].map(String), lines: Number(lines), bytes: Number(bytes) };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

// Skipped here, not by the parser, whose line numbers would be off after one.
const isEmptyLine = (fields: readonly string[]) => fields.length === 1 && fields[0] === "";

function headerOf(path: string, header: readonly string[], columns: readonly string[]): readonly string[] {
  const missing = columns.filter((column) => !header.includes(column));
  if (missing.length === 0) return header;
  throw new CsvFileError(path, `line 1: the header lacks ${missing.join(", ")}`);
}

const byColumn = (header: readonly string[], fields: readonly string[]): CsvRecord["fields"] =>
  header.length === fields.length ? new Map(header.map((column, index) => [column, fields[index] ?? ""])) : null;

function explained(path: string, error: unknown): unknown {
  if (error instanceof CsvError) return new CsvFileError(path, `the file is not valid CSV: ${error.message}`, error);
  const isOtherEncoding =
    error instanceof TypeError && Reflect.get(error, "code") === "ERR_ENCODING_INVALID_ENCODED_DATA";
  if (isOtherEncoding) return new CsvFileError(path, "the file is not in UTF-8: save it as UTF-8 first", error);
  const unreadable = error instanceof Error && "syscall" in error;
  return unreadable ? new CsvFileError(path, `cannot be read: ${error.message}`, error) : error;
}
