import type pg from "pg";
import { auditPart } from "../modules/audit/index.ts";
import { newId } from "../platform/ids.ts";
import { sqlOn } from "../platform/sql.ts";
import { transaction } from "../platform/transaction.ts";
import { readCsv } from "./csv-file.ts";
import type { Fault } from "./home-row.ts";
import { readTax, type TaxRow, taxColumns } from "./tax-row.ts";

export interface TaxFault extends Fault {
  readonly line: number;
}

export interface TaxReport {
  readonly rows: number;
  readonly created: number;
  /** Rules that were there, and have an end now. */
  readonly ended: number;
  /** Where there is one, nothing was written. */
  readonly faults: readonly TaxFault[];
  /** Amounts that some homes at their place do not pay, because they are priced in another currency. */
  readonly unpaid: readonly { readonly code: string; readonly homes: number }[];
}

/**
 * Loads versions of taxes from a CSV file: all of them, or none where a row breaks a rule. A version that is there
 * already stays as it is, but may be given an end; what differs otherwise is a fault, since quotes name it.
 */
export async function importTaxRules({ pool, csvPath }: { pool: pg.Pool; csvPath: string }): Promise<TaxReport> {
  const read = await readTaxes(csvPath);
  const faults = [...read.faults, ...(await changedRules(pool, read.taxes))];
  const report = { rows: read.taxes.length + new Set(read.faults.map(({ line }) => line)).size, faults };
  if (faults.length > 0) return { ...report, created: 0, ended: 0, unpaid: [] };
  const written = await writeTaxes(pool, read.taxes);
  const unpaid = await sqlOn(pool).all<TaxReport["unpaid"][number]>("taxes_unpaid", unpaidText, [codesOf(read.taxes)]);
  return { ...report, ...written, unpaid };
}

type Line = TaxRow & { readonly line: number };

async function readTaxes(csvPath: string): Promise<{ taxes: Line[]; faults: TaxFault[] }> {
  const [taxes, faults]: [Line[], TaxFault[]] = [[], []];
  for await (const { line, fields } of readCsv(csvPath, taxColumns)) {
    const tax = fields ? readTax(fields) : wrongLength;
    if (!("code" in tax)) faults.push(...tax.map((fault) => ({ line, ...fault })));
    else if (taxes.some(({ code, version }) => code === tax.code && version === tax.version)) {
      faults.push({ line, column: "version", reason: `${tax.code} ${tax.version} is in the file twice` });
    } else taxes.push({ line, ...tax });
  }
  return { taxes, faults };
}

const wrongLength: readonly Fault[] = [{ column: "(row)", reason: "has more or fewer fields than the header" }];

const codesOf = (taxes: readonly TaxRow[]) => [...new Set(taxes.map(({ code }) => code))];

async function changedRules(pool: pg.Pool, taxes: readonly Line[]): Promise<TaxFault[]> {
  const rows = await sqlOn(pool).all<{ line: number }>("taxes_changed", changedText, [JSON.stringify(taxes)]);
  const reason = "is there already with other contents: end it, and add the next version";
  return rows.map(({ line }) => ({ line, column: "version", reason }));
}

const writeTaxes = (pool: pg.Pool, taxes: readonly TaxRow[]) =>
  transaction(pool, async ({ sql, begun }) => {
    const rows = taxes.map((tax) => ({ id: newId(), ...tax }));
    const values = [JSON.stringify(rows), newId(), `import-${newId()}`];
    const [, written] = await Promise.all([
      begun,
      sql.one<{ created: number; ended: number }>("taxes_write", writeText, values),
    ]);
    return { result: written ?? { created: 0, ended: 0 }, last: Promise.resolve() };
  });

const given = `jsonb_to_recordset($1::jsonb) as x (id uuid, line int, code text, version int, name text, country text,
    region text, city text, bps int, "amountMinor" bigint, currency text, "exemptFromNights" int, "validFrom" date,
    "validUntil" date)`;

const contentOf = (t: string) =>
  `(${t}.name, ${t}.country, ${t}.region, ${t}.city, ${t}.bps, ${t}.amount_minor, ${t}.currency, ${t}.exempt_from_nights, ${t}.valid_from)`;

const changedText = `select x.line from ${given} join tax_rule t on t.code = x.code and t.version = x.version
  where ${contentOf("t")} is distinct from (x.name, x.country, x.region, x.city, x.bps, x."amountMinor", x.currency,
      x."exemptFromNights", x."validFrom")
    or t.valid_until is not null and t.valid_until is distinct from x."validUntil" order by x.line`;

const auditRow = `(select case when exists (select from written) then jsonb_build_array(jsonb_build_object(
    'id', $2::text, 'at', roost_now(), 'action', 'listings.importTaxes', 'request_id', $3::text)) else '[]' end)`;

// What is there already has the same contents, as was asked before: only its end may be new.
const writeText = `with written as (
  insert into tax_rule (id, code, version, name, country, region, city, bps, amount_minor, currency, exempt_from_nights,
    valid_from, valid_until)
  select x.id, x.code, x.version, x.name, x.country, x.region, x.city, x.bps, x."amountMinor", x.currency,
    x."exemptFromNights", x."validFrom", x."validUntil" from ${given}
  on conflict (code, version) do update set valid_until = excluded.valid_until
    where tax_rule.valid_until is null and excluded.valid_until is not null
  returning id, xmax = 0 as is_new
), recorded as (${auditPart.sql(auditRow)})
select count(*) filter (where is_new)::int as created, count(*) filter (where not is_new)::int as ended from written`;

const unpaidText = `select t.code, count(*)::int as homes from tax_rule t
  join listing l on l.country = t.country and l.currency <> t.currency
    and (t.region is null or lower(t.region) = lower(l.region)) and (t.city is null or lower(t.city) = lower(l.city))
  where t.code = any($1) and t.currency is not null and (t.valid_until is null or t.valid_until > current_date)
  group by t.code order by t.code`;
