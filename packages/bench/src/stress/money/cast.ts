import type pg from "pg";
import { type Guest, makeGuests } from "../../guests.ts";

/** Somebody with a session. */
export type Person = Guest;

export interface Home {
  readonly id: string;
  readonly currency: string;
  readonly host: Person;
  /** Its host is asked, and the amount withheld until he says yes. */
  readonly onRequest: boolean;
}

/** Who takes part. */
export interface Cast {
  readonly guests: readonly Person[];
  readonly hosts: readonly Person[];
  readonly operator: Person;
  readonly homes: readonly Home[];
}

const guests = 200;
const hosts = 60;

/** With and without decimals, some with rules of their own at Stripe; the price of a night in minor units. */
export const currencies = [
  { code: "NOK", night: 120_000 },
  { code: "EUR", night: 9_000 },
  { code: "USD", night: 9_999 },
  { code: "JPY", night: 15_001 },
  { code: "KWD", night: 31_110 },
  { code: "GBP", night: 8_333 },
  { code: "ISK", night: 14_007 },
  { code: "HUF", night: 3_500_000 },
] as const;

/** Guests, hosts with homes in several currencies, and an operator. */
export async function makeCast(client: pg.Client): Promise<Cast> {
  const people = await makeGuests(client, guests + hosts + 1);
  const [operator, ...others] = people;
  if (!operator) throw new Error("nobody was made");
  const owners = others.slice(0, hosts);
  await client.query("update app_user set roles = '{guest,admin}' where id = $1", [operator.id]);
  await client.query("update app_user set roles = '{guest,host}' where id = any($1::uuid[])", [owners.map(idOf)]);
  const { rows } = await client.query<{ id: string; currency: string; host: number; onRequest: boolean }>(homesText, [
    owners.map(idOf),
    JSON.stringify(currencies),
  ]);
  const homes = rows.flatMap(({ id, host, ...home }) => {
    const owner = owners[host];
    return owner ? [{ id, ...home, host: owner }] : [];
  });
  return { guests: others.slice(hosts), hosts: owners, operator, homes };
}

const idOf = ({ id }: Person) => id;

// Each home has a host and a currency by its place, so that it is the same in every run.
const homesText = `with ordered as (select id, row_number() over (order by external_id) as place from listing),
  changed as (
    update listing l set host_id = ($1::uuid[])[1 + place % cardinality($1::uuid[])],
      currency = $2::jsonb -> (place / 7 % jsonb_array_length($2::jsonb))::int ->> 'code',
      nightly_price_minor = ($2::jsonb -> (place / 7 % jsonb_array_length($2::jsonb))::int ->> 'night')::bigint,
      cleaning_fee_minor = ($2::jsonb -> (place / 7 % jsonb_array_length($2::jsonb))::int ->> 'night')::bigint / 50 * 10,
      min_nights = 1, booking_mode = (case when place % 5 = 0 then 'request' else 'instant' end)::booking_mode
    from ordered o where o.id = l.id returning l.id, l.currency, l.booking_mode, o.place)
  select id, currency, booking_mode = 'request' as "onRequest", (place % cardinality($1::uuid[]))::int as host from changed order by place`;
