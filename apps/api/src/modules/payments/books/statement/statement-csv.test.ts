import { currencyCodes, exponentOf } from "@roost/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { statementCsv } from "./statement-csv.ts";

/** What a balance looks like in a spreadsheet. */
function written(amount: number, currency: (typeof currencyCodes)[number]): string {
  const money = { amount, currency };
  const text = statementCsv({
    from: "2026-01-01",
    to: "2026-01-31",
    accounts: [{ currency, opening: money, lines: [], closing: money }],
  });
  return text.split("\r\n")[1]?.split(",").at(-1) ?? "";
}

test.each([
  ["NOK", 1200, "12.00"],
  ["NOK", -5, "-0.05"],
  ["NOK", 0, "0.00"],
  ["JPY", 1200, "1200"],
  ["ISK", -7, "-7"],
  ["KWD", 1230, "1.230"],
  ["EUR", Number.MAX_SAFE_INTEGER, "90071992547409.91"],
] as const)("%s %i is %s", (currency, amount, text) => {
  expect(written(amount, currency)).toBe(text);
});

test("whatever the currency, an amount has its decimals, and is the same number of minor units", () => {
  const amounts = fc.tuple(fc.constantFrom(...currencyCodes), fc.maxSafeInteger());
  const isExact = fc.property(amounts, ([currency, amount]) => {
    const text = written(amount, currency);
    const [, decimals = ""] = text.split(".");
    return decimals.length === exponentOf(currency) && BigInt(text.replace(".", "")) === BigInt(amount);
  });
  expect(fc.check(isExact)).toMatchObject({ failed: false });
});
