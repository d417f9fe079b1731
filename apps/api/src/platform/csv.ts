/** A cell: text, a number as it is written, or nothing. */
export type CsvCell = string | number | null;

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
  // Some spreadsheets skip blanks, others read full-width signs as signs.
  const harmless = /^\s*[=+\-@\t\r\n＝＋－＠]/u.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
