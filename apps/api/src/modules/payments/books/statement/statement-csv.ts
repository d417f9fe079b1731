import { type CurrencyCode, exponentOf, type Statement } from "@roost/contract";
import { type CsvCell, type CsvNumber, csv } from "../../../../platform/csv.ts";

const columns = ["at", "kind", "booking", "currency", "amount", "balance"];

/** A statement for a spreadsheet: a line for each change, amounts in whole units with their decimals. */
export const statementCsv = ({ from, to, accounts }: Statement): string =>
  csv(
    columns,
    accounts.flatMap(({ currency, opening, lines, closing }): readonly (readonly CsvCell[])[] => [
      [from, "opening", null, currency, null, decimal(opening.amount, currency)],
      ...lines.map(({ at, kind, bookingId, amount, balance }) => [
        ...[at, kind, bookingId, currency],
        ...[decimal(amount.amount, currency), decimal(balance.amount, currency)],
      ]),
      [to, "closing", null, currency, null, decimal(closing.amount, currency)],
    ]),
  );

/** With as many decimals as the currency has: `12.00`, `12`, `12.000`. */
function decimal(amountMinor: number, currency: CurrencyCode): CsvNumber {
  const exponent = exponentOf(currency);
  const step = 10n ** BigInt(exponent);
  const minor = BigInt(amountMinor);
  const size = minor < 0n ? -minor : minor;
  const whole = `${minor < 0n ? "-" : ""}${size / step}`;
  return { digits: exponent === 0 ? whole : `${whole}.${(size % step).toString().padStart(exponent, "0")}` };
}
