import type pg from "pg";

/** Some of what is still to be done, and why it is not: for whoever watches a run that does not come to rest. */
export async function openNow(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ why: string }>(text);
  return rows.map(({ why }) => why).join("; ");
}

const text = `
  select concat_ws(' ', work, attempts, last_error, intent) as why from provider_call
    where status = 'running' and attempts > 2
  union all select concat_ws(' ', type, event_id, last_error) from provider_event where applied_at is null and attempts > 5
  union all select concat_ws(' ', 'booking', b.id, b.state, p.status) from booking b join payment p on p.id = b.payment_id
    where b.state = 'pending_payment' and b.pay_by <= roost_now()
  union all select concat_ws(' ', 'refund', id, attempts, failure_code) from refund
    where status = 'failed' and next_try_at <= roost_now()
  limit 3`;
