import { Country, Currency, exponentOf, granularityOf, LocalDate, text } from "@roost/contract";
import { z } from "zod";
import { decimalToMinor } from "./decimal-to-minor.ts";
import type { Fault } from "./home-row.ts";

/** The columns that a file of taxes has; others are ignored. */
export const taxColumns = [
  ...["code", "version", "name", "country", "region", "city", "percent", "amount", "currency"],
  ...["exempt_from_nights", "valid_from", "valid_until"],
];

const whole = (max: number) =>
  z
    .string()
    .regex(/^\d{1,7}$/, "must be a whole number")
    .transform(Number)
    .pipe(z.int().min(1).max(max));
const orNothing = <S extends z.ZodType>(schema: S) => z.union([z.literal("").transform(() => null), schema]);

const Fields = z
  .object({
    code: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,59}$/, "must be small letters, digits, dots and dashes"),
    version: whole(1_000_000),
    name: text(100),
    country: Country,
    region: orNothing(text(100)),
    city: orNothing(text(100)),
    percent: orNothing(z.string().regex(/^\d{1,2}(\.\d{1,2})?$/, "must be a per cent such as 3 or 12.5")),
    amount: orNothing(z.string().regex(/^\d{1,9}(\.\d{1,3})?$/, "must be an amount such as 20 or 1.50")),
    currency: orNothing(Currency),
    exempt_from_nights: orNothing(whole(365)),
    valid_from: LocalDate,
    valid_until: orNothing(LocalDate),
  })
  .refine(({ percent, amount }) => (percent === null) !== (amount === null), {
    path: ["percent"],
    error: "either percent or amount must be given",
  })
  .refine(({ amount, currency }) => (amount === null) === (currency === null), {
    path: ["currency"],
    error: "goes together with amount",
  })
  .refine(({ percent }) => percent === null || (bpsOf(percent) > 0 && bpsOf(percent) <= 5000), {
    path: ["percent"],
    error: "must be above 0 and at most 50",
  })
  .refine(
    ({ amount, currency }) => {
      const minor = minorOf(amount, currency);
      if (amount === null || currency === null) return true;
      return minor !== null && minor > 0 && minor % granularityOf(currency) === 0;
    },
    { path: ["amount"], error: "must be an amount above 0 in steps of its currency" },
  )
  .refine(({ valid_from: from, valid_until: until }) => until === null || from < until, {
    path: ["valid_until"],
    error: "must be after valid_from",
  });

/** Null where there is no such amount of the currency. */
const minorOf = (amount: string | null, currency: z.output<typeof Currency> | null): number | null =>
  amount === null || currency === null ? null : decimalToMinor(amount, exponentOf(currency));

const bpsOf = (percent: string): number => Math.round(Number(percent) * 100);

/** A version of a tax, as the table has it. */
export interface TaxRow {
  readonly code: string;
  readonly version: number;
  readonly name: string;
  readonly country: string;
  readonly region: string | null;
  readonly city: string | null;
  readonly bps: number | null;
  readonly amountMinor: number | null;
  readonly currency: string | null;
  readonly exemptFromNights: number | null;
  readonly validFrom: string;
  readonly validUntil: string | null;
}

/** Reads one row; where a rule is broken, every fault of it instead of a tax. */
export function readTax(fields: ReadonlyMap<string, string>): TaxRow | readonly Fault[] {
  const given = Object.fromEntries(taxColumns.map((column) => [column, (fields.get(column) ?? "").trim()]));
  const parsed = Fields.safeParse(given);
  if (!parsed.success)
    return parsed.error.issues.map((issue) => ({ column: issue.path.join("."), reason: issue.message }));
  const { percent, amount, currency, exempt_from_nights, valid_from, valid_until, ...plain } = parsed.data;
  return {
    ...{ ...plain, currency, amountMinor: minorOf(amount, currency), bps: percent === null ? null : bpsOf(percent) },
    ...{ exemptFromNights: exempt_from_nights, validFrom: valid_from, validUntil: valid_until },
  };
}
