/** What was acknowledged, or happened at Stripe, and is not there. Each answers id, detail, times. */
export const lostTexts = {
  "a booking is not there": `select t."bookingId"::text as id, '' as detail, 1 as times
    from told_booked t left join booking b on b.id = t."bookingId" and b.quote_id = t."quoteId" where b.id is null`,
  "money that was told to be taken was not": `select t.id, p.status::text as detail, 1 as times
    from told_captured t left join payment p on p.id = t.id::uuid
    where p.captured_minor is distinct from p.amount_minor or not exists (
      select from stripe i join stripe c on c.kind = 'charge' and c.object ->> 'payment_intent' = i.id
      where i.kind = 'payment_intent' and i.object #>> '{metadata,payment_id}' = t.id and (c.object ->> 'captured')::boolean
        and pg_temp.ours((c.object ->> 'amount')::bigint, c.object ->> 'currency') = p.captured_minor)`,
  "money that Stripe took is not known": `select i.id, coalesce(p.status::text, 'no payment') as detail, 1 as times
    from stripe i left join payment p on p.id::text = i.object #>> '{metadata,payment_id}'
    where i.kind = 'payment_intent'
      and p.captured_minor is distinct from pg_temp.ours((i.object ->> 'amount_received')::bigint, i.object ->> 'currency')`,
  "a cancelled booking is not": `select t.id, b.state::text as detail, 1 as times
    from told_cancelled t left join booking b on b.id = t.id::uuid where b.state is distinct from 'cancelled'`,
  "a refund is not there": `select t."refundId"::text as id, t.amount::text as detail, 1 as times
    from told_refund t left join refund r on r.id = t."refundId" and r.payment_id = t."paymentId" and r.amount_minor <= t.amount
    where r.id is null`,
  "a refund is not as it is at Stripe": `select r.id::text, r.status || ' here, at Stripe ' || coalesce(s.object ->> 'status', 'nothing') as detail,
      1 as times
    from refund r left join stripe s on s.kind = 'refund' and s.id = r.provider_ref
    where r.status = 'pending' or (r.status = 'succeeded') is distinct from coalesce(s.object ->> 'status' = 'succeeded', false)
      or (s.id is not null and pg_temp.ours((s.object ->> 'amount')::bigint, s.object ->> 'currency') <> r.amount_minor)`,
  "a refund at Stripe is not known": `select s.id, s.object ->> 'status' as detail, 1 as times
    from stripe s left join refund r on r.provider_ref = s.id
    where s.kind = 'refund' and s.object ->> 'status' in ('pending', 'succeeded') and r.id is null`,
  "a dispute is not as it is at Stripe": `select s.id, coalesce(c.status::text, 'nothing') || ' here, at Stripe ' || (s.object ->> 'status') as detail,
      1 as times
    from stripe s left join chargeback c on c.provider_ref = s.id
    where s.kind = 'dispute' and (c.id is null or c.status::text is distinct from case s.object ->> 'status'
      when 'warning_needs_response' then 'inquiry' when 'warning_under_review' then 'inquiry'
      when 'warning_closed' then 'closed' else s.object ->> 'status' end)`,
  "a dispute that was opened is not there": `select t.id, '' as detail, 1 as times
    from told_dispute t where not exists (select from chargeback c where c.provider_ref = t.id)`,
  "a transfer is not as it is at Stripe": `select s.id, coalesce(p.status::text, 'no payout') as detail, 1 as times
    from stripe s full join payout p on p.transfer_ref = s.id and s.kind = 'transfer'
    where (s.kind = 'transfer' or p.transfer_ref is not null) and (
      p.transferred_minor is distinct from pg_temp.ours((s.object ->> 'amount')::bigint, s.object ->> 'currency')
      or p.reversed_minor is distinct from pg_temp.ours((s.object ->> 'amount_reversed')::bigint, s.object ->> 'currency'))`,
  // From both sides: what a bank refused after all is known as refused, and nothing counts as paid that is not there.
  "a payout to a bank is not as it is at Stripe": `select coalesce(s.id, p.bank_ref) as id,
      coalesce(p.status::text, 'no payout') || ' here, at Stripe ' || coalesce(s.object ->> 'status', 'nothing') as detail, 1 as times
    from (select *, object ->> 'status' in ('failed', 'canceled') as is_refused from stripe where kind = 'payout') s
    full join payout p on p.bank_ref = s.id
    left join payout o on o.id::text = s.object #>> '{metadata,payout_id}'
    left join payout_account a on a.id = o.account_id
    where (s.id is not null or p.bank_ref is not null) and case
      when s.is_refused then p.id is not null or not coalesce(s.id = any(o.failed_bank_refs), false)
      else p.id is distinct from o.id or a.provider_ref is distinct from s.account
        or (s.object ->> 'status' = 'paid') is distinct from coalesce(p.status in ('paid', 'reversed'), false)
        or upper(s.object ->> 'currency') <> p.currency
        or not coalesce(pg_temp.ours((s.object ->> 'amount')::bigint, s.object ->> 'currency')
          between p.transferred_minor - p.reversed_minor and p.transferred_minor, false) end`,
  "a try at a bank is not at Stripe": `select f.ref as id, p.status::text as detail, 1 as times
    from payout p cross join unnest(p.failed_bank_refs) f (ref)
    where not exists (select from stripe s where s.kind = 'payout' and s.id = f.ref and s.object ->> 'status' in ('failed', 'canceled'))`,
  "what is transferred has neither gone to a bank nor come back": `select id::text, status::text as detail, 1 as times
    from payout where transfer_ref is not null and status not in ('failed', 'reversed') and bank_ref is null`,
  "an account is not as it is at Stripe": `select s.id, coalesce(a.status::text, 'no account') as detail, 1 as times
    from stripe s left join payout_account a on a.provider_ref = s.id
    where s.kind = 'account' and (a.id is null or (a.status <> 'replaced'
      and (a.status = 'enabled') is distinct from ((s.object ->> 'details_submitted')::boolean
        and (s.object ->> 'payouts_enabled')::boolean and s.object #>> '{capabilities,transfers}' = 'active')))`,
  "something is still under way at Stripe": `select id::text, work || ': ' || coalesce(last_error, '') as detail, 1 as times
    from provider_call where status = 'running'`,
  "an event was never applied": `select event_id as id, type || ': ' || coalesce(last_error, '') as detail, 1 as times
    from provider_event where applied_at is null`,
  "an event never came": `select id, type as detail, 1 as times from stripe_event s
    where not exists (select from provider_event e where e.event_id = s.id)`,
} as const;
