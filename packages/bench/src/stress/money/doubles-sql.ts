/** What happened more often than it was asked for. Each answers id, detail, times. */
export const doublesTexts = {
  "a quote was booked twice": `select quote_id::text as id, 'bookings' as detail, (count(*) - 1)::int as times
    from booking group by quote_id having count(*) > 1`,
  "a payment has several intents": `select object #>> '{metadata,payment_id}' as id, string_agg(id, ' ') as detail,
      (count(*) - 1)::int as times
    from stripe where kind = 'payment_intent' group by 1 having count(*) > 1`,
  "a payment was charged twice": `select i.object #>> '{metadata,payment_id}' as id, string_agg(c.id, ' ') as detail,
      (count(*) - 1)::int as times
    from stripe c join stripe i on i.kind = 'payment_intent' and i.id = c.object ->> 'payment_intent'
    where c.kind = 'charge' and c.object ->> 'status' = 'succeeded' and (c.object ->> 'captured')::boolean
    group by 1 having count(*) > 1`,
  "a refund was made twice": `select object #>> '{metadata,refund_id}' as id, string_agg(id, ' ') as detail,
      (count(*) - 1)::int as times
    from stripe where kind = 'refund' and object ->> 'status' in ('pending', 'succeeded')
      and object #>> '{metadata,refund_id}' is not null
    group by 1 having count(*) > 1`,
  "a refund was made that nobody asked for": `select s.id, s.object ->> 'amount' as detail, 1 as times
    from stripe s
    where s.kind = 'refund' and not exists (select from refund r where r.id::text = s.object #>> '{metadata,refund_id}')
      and not exists (select from told_by_hand h where h.id = s.id)`,
  "a refund was recorded more often than it was asked for": `select r.payment_id::text as id, count(*)::text as detail,
      (count(*) - coalesce(max(t.told), 0))::int as times
    from refund r left join (select "paymentId" as payment_id, count(*) as told from told_refund group by 1) t
      using (payment_id)
    where r.requested_by is not null group by 1 having count(*) > coalesce(max(t.told), 0)`,
  "a payout was transferred twice": `select object #>> '{metadata,payout_id}' as id, string_agg(id, ' ') as detail,
      (count(*) - 1)::int as times
    from stripe where kind = 'transfer' group by 1 having count(*) > 1`,
  "a payout was sent to the bank twice": `select object #>> '{metadata,payout_id}' as id, string_agg(id, ' ') as detail,
      (count(*) - 1)::int as times
    from stripe where kind = 'payout' and object ->> 'status' not in ('failed', 'canceled')
    group by 1 having count(*) > 1`,
  "a host has several accounts": `select object #>> '{metadata,user_id}' as id, string_agg(id, ' ') as detail,
      (count(*) - 1)::int as times
    from stripe where kind = 'account' group by 1 having count(*) > 1`,
  "a refund at Stripe stands for several here": `select ref as id, count(*)::text as detail, (count(*) - 1)::int as times
    from refund r cross join lateral (select r.provider_ref as ref union select unnest(r.failed_refs)) x
    where ref is not null group by 1 having count(*) > 1`,
} as const;
