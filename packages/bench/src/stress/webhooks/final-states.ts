import type pg from "pg";

export interface FinalState {
  readonly booking: string;
  readonly state: string;
}

/** Everything that a payment has come to, as text without ids and times, by booking. */
export async function finalStates(client: pg.Client, bookings: readonly string[]): Promise<readonly FinalState[]> {
  const { rows } = await client.query<FinalState>(text, [bookings]);
  return rows;
}

/** What the first of all runs must have come to: the others are compared with it. */
export const rightState: Readonly<Record<string, string | number>> = {
  booking: "confirmed",
  payment: "partially_refunded",
  refunded: 33_333,
  occupancy: "booking",
};

const text = `
  select b.id as booking, jsonb_build_object(
    'booking', b.state,
    'occupancy', (select string_agg(o.kind::text, ' ') from occupancy o where o.reference = b.id::text),
    'payment', p.status,
    'captured', p.captured_minor,
    'refunded', p.refunded_minor,
    'refunding', p.refunding_minor,
    'disputed', p.disputed_minor,
    'charge known', p.provider_charge is not null,
    'charges', (select jsonb_agg(jsonb_build_array(c.status, c.amount_minor, c.failure_code) order by c.status)
      from charge c where c.payment_id = p.id),
    'refunds', (select jsonb_agg(jsonb_build_array(r.status, r.reason, r.amount_minor, r.lines, r.failure_code) order by r.amount_minor)
      from refund r where r.payment_id = p.id),
    'ledger', (select jsonb_agg(jsonb_build_array(split_part(t.business_key, ':', 1), split_part(t.source, '_', 1),
        e.account, e.currency, e.amount_minor) order by t.business_key like 'refund%', t.business_key, e.account)
      from ledger_transaction t join ledger_entry e on e.transaction_id = t.id where t.reference = b.id),
    'told', (select jsonb_object_agg(type, n) from (
      select type, count(*) as n from event
      where data ->> 'bookingId' = b.id::text or data ->> 'paymentId' = p.id::text group by type) e),
    'applied', (select count(*) from provider_event where event_id like 'evt!__!_' || b.id escape '!' and applied_at is not null)
  )::text as state
  from booking b join payment p on p.id = b.payment_id where b.id = any($1::uuid[])`;
