import { randomUUIDv7 } from "node:crypto";
import type pg from "pg";

/** Dates are `YYYY-MM-DD`, check-out exclusive. */
export interface Stay {
  readonly listingId: string;
  readonly checkIn: string;
  readonly checkOut: string;
}

const batchSize = 10_000;

/** A quote for two adults for each stay, in their order, priced as Roost prices them. Answers the quotes' ids. */
export async function makeQuotes(client: pg.Client, stays: readonly Stay[]): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let from = 0; from < stays.length; from += batchSize) {
    const batch = stays.slice(from, from + batchSize).map((stay) => ({ id: randomUUIDv7(), ...stay }));
    const { rowCount } = await client.query({ name: "quotes", text, values: [JSON.stringify(batch)] });
    if (rowCount !== batch.length) throw new Error(`${rowCount} quotes were written instead of ${batch.length}`);
    ids.push(...batch.map(({ id }) => id));
  }
  return ids;
}

const share = (bps: number) => `round((p.base * ${bps})::float8 / 10000.0)::bigint`;

// Longer than the half hour of real quotes: a run may take that long.
const text = `insert into quote (id, listing_id, check_in, check_out, adults, children, infants, pets, line_items,
    total_minor, currency, expires_at, presentment_currency, presentment_rate, presentment_source, presentment_at,
    presentment_minor, presentment_lines)
  select x.id, l.id, x."checkIn", x."checkOut", 2, 0, 0, 0, lines.items, p.base + ${share(1400)}, l.currency,
    now() + interval '1 day', l.currency, 1, 'same', date_trunc('day', now()), p.base + ${share(1400)}, lines.parts
  from jsonb_to_recordset($1::jsonb) as x (id uuid, "listingId" uuid, "checkIn" date, "checkOut" date)
  join listing l on l.id = x."listingId"
  cross join lateral (select x."checkOut" - x."checkIn" as nights) n
  cross join lateral (select l.nightly_price_minor * n.nights + l.cleaning_fee_minor as base) p
  cross join lateral (
    select jsonb_agg(jsonb_build_object('kind', kind, 'quantity', quantity, 'payer', payer, 'payee', payee,
      'unit', jsonb_build_object('amount', amount / quantity, 'currency', l.currency),
      'amount', jsonb_build_object('amount', amount, 'currency', l.currency), 'rule', rule, 'version', 1)) as items,
      jsonb_agg(case payer when 'guest' then amount else 0 end) as parts
    from (values
      ('nightly', n.nights, l.nightly_price_minor * n.nights, 'guest', 'host', 'price.nightly'),
      ('cleaning', 1, l.cleaning_fee_minor, 'guest', 'host', 'price.cleaning'),
      ('service_fee', 1, ${share(1400)}, 'guest', 'platform', 'fee.guest'),
      ('host_fee', 1, ${share(300)}, 'host', 'platform', 'fee.host')
    ) as line (kind, quantity, amount, payer, payee, rule) where amount > 0
  ) lines`;
