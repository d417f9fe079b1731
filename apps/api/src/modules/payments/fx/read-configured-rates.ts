import { readFile } from "node:fs/promises";
import { Currency } from "@roost/contract";
import { z } from "zod";
import { RatesFormatError, type RatesOfDay } from "./read-ecb-rates.ts";

const Rates = z.strictObject({
  asOf: z.iso.date(),
  perEur: z.partialRecord(
    Currency.exclude(["EUR"]),
    z.string().regex(/^(?!0+(\.0+)?$)\d{1,9}(\.\d{1,10})?$/, "must be a decimal above 0, in quotes"),
  ),
});

/** Reads FX_RATES_FILE: `{ "asOf": "2026-11-20", "perEur": { "KES": "150.331" } }`. */
export async function readConfiguredRates(path: string): Promise<RatesOfDay> {
  const parsed = Rates.safeParse(jsonOf(await readFile(path, "utf8")));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new RatesFormatError(`${path}: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`);
  }
  const { asOf, perEur } = parsed.data;
  const entries = Object.entries(perEur).flatMap(([currency, value]) =>
    value === undefined ? [] : [[currency, value] as const],
  );
  return { asOf, perEur: new Map(entries) };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
