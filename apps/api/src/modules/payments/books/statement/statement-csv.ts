import { type CurrencyCode, exponentOf, type Statement } from "@roost/contract";
import { type CsvCell, csv } from "../../../../platform/csv.ts";

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

// The shortest text of this quotient is the exact decimal, for all that is below 2^53.
const decimal = (amountMinor: number, currency: CurrencyCode): number => amountMinor / 10 ** exponentOf(currency);
