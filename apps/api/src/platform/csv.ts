/** A cell: text, a number, a number with its digits as they are to be written, or nothing. */
export type CsvCell = string | number | CsvNumber | null;

/** For example `-94.50`: what a number in JavaScript forgets are the zeros at its end. */
export interface CsvNumber {
  readonly digits: string;
}

/**
 * RFC 4180 with a header line. Text that a spreadsheet would take for a formula gets a leading apostrophe, so that
 * what a guest typed runs nowhere; numbers are numbers, also negative ones.
 */
export function csv(columns: readonly string[], rows: Iterable<readonly CsvCell[]>): string {
  let text = `${columns.map(cell).join(",")}\r\n`;
  for (const row of rows) text += `${row.map(cell).join(",")}\r\n`;
  return text;
}

function cell(value: CsvCell): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  if (typeof value === "object") return /^-?\d+(?:\.\d+)?$/.test(value.digits) ? value.digits : cell(value.digits);
  // Some spreadsheets skip blanks, others read full-width signs as signs.
  const harmless = /^\s*[=+\-@\t\r\n＝＋－＠]/u.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
