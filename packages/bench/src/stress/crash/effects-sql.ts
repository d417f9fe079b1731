/** $1: the journeys, a jsonb array: quoteId, and of each answer its status and body. */
export const journeysText = `create temp table journey as
  select j."quoteId" as quote_id, b.id as booking_id, b.total_minor, p.id as payment_id, p.captured_minor,
    p.refunded_minor, (j.booked ->> 'status')::int = 201 as is_booked, j.booked #>> '{body,id}' as told_id,
    (j.declined is not null)::int as declines, (j.paid is not null)::int as pays,
    coalesce((j.declined ->> 'status')::int = 402, false)::int as declined,
    coalesce((j.paid ->> 'status')::int = 201, false)::int as begun,
    coalesce(j.paid #>> '{body,payment,status}' in ('captured', 'refunded'), false)::int as paid,
    coalesce((j.cancelled ->> 'status')::int = 200, false)::int as cancelled
  from jsonb_to_recordset($1::jsonb)
    as j ("quoteId" uuid, booked jsonb, declined jsonb, paid jsonb, cancelled jsonb)
  left join booking b on b.quote_id = j."quoteId" left join payment p on p.id = b.payment_id`;

/** Every effect, here and at Stripe, and how often it happened to what. */
export const seenText = `create temp table seen as
  select 'booking' as what, quote_id::text as id, count(*)::int as times from booking group by 2
  union all select 'nights', reference, count(*) from occupancy group by 2
  union all select 'audit ' || action, subject, count(*) from audit group by 1, 2
  union all select 'event ' || type, coalesce(data ->> 'paymentId', data ->> 'bookingId'), count(*) from event group by 1, 2
  union all select 'posting ' || split_part(t.business_key, ':', 1), t.reference::text, count(*)
    from ledger_transaction t join ledger_entry e on e.transaction_id = t.id
    where e.account = 'provider_clearing' group by 1, 2
  union all select 'stripe intent', object #>> '{metadata,payment_id}', count(*) from stripe
    where kind = 'payment_intent' group by 2
  union all select 'stripe ' || s.kind, i.object #>> '{metadata,payment_id}', count(*)
    from stripe s join stripe i on i.kind = 'payment_intent' and i.id = s.object ->> 'payment_intent' group by 1, 2`;

/** How often each effect of a journey happened, where that is less than was acknowledged or more than once. */
export const wrongText = `select x.what, x.id, coalesce(s.times, 0) as times, x.least::int, x.most::int
  from journey j cross join lateral (values
    ('booking', j.quote_id::text, j.is_booked::int, 1),
    ('nights', j.booking_id::text, j.paid * (1 - j.cancelled), 1),
    ('audit bookings.create', j.booking_id::text, j.is_booked::int, 1),
    ('event booking.requested', j.booking_id::text, j.is_booked::int, 1),
    ('audit payments.start', j.payment_id::text, j.declined + j.begun, j.declines + j.pays),
    ('stripe intent', j.payment_id::text, greatest(j.declined, j.begun), 1),
    ('stripe charge.failed', j.payment_id::text, j.declined, j.declines),
    ('stripe charge.succeeded', j.payment_id::text, j.paid, j.pays),
    ('posting capture', j.booking_id::text, j.paid, j.pays),
    ('posting fee', j.booking_id::text, j.paid, j.pays),
    ('event payment.captured', j.payment_id::text, j.paid, j.pays),
    ('event booking.confirmed', j.booking_id::text, j.paid * (1 - j.cancelled), j.pays * (1 - j.cancelled)),
    ('audit bookings.cancel', j.booking_id::text, j.cancelled, j.cancelled),
    ('event booking.cancelled', j.booking_id::text, j.cancelled, j.cancelled),
    ('stripe refund', j.payment_id::text, j.paid * j.cancelled, j.pays * j.cancelled),
    ('posting refund', j.booking_id::text, j.paid * j.cancelled, j.pays * j.cancelled),
    ('event payment.refunded', j.payment_id::text, j.paid * j.cancelled, j.pays * j.cancelled)
  ) as x (what, id, least, most)
  left join seen s on s.what = x.what and s.id = x.id
  where j.booking_id is not null and coalesce(s.times, 0) not between x.least and x.most
  union all
  select 'booking as answered', j.quote_id::text, 0, 1, 1 from journey j
  where j.is_booked and j.told_id is distinct from j.booking_id::text
  union all
  select 'money as at Stripe', j.payment_id::text, 0, 1, 1
  from journey j cross join lateral (
    select coalesce(sum((s.object ->> 'amount')::bigint) filter (where s.kind = 'charge.succeeded'), 0) as came,
      coalesce(sum((s.object ->> 'amount')::bigint) filter (where s.kind = 'refund'), 0) as went
    from stripe i join stripe s on s.object ->> 'payment_intent' = i.id
    where i.kind = 'payment_intent' and i.object #>> '{metadata,payment_id}' = j.payment_id::text
  ) m where m.came <> j.captured_minor or m.went <> j.refunded_minor`;

export const indexText = `create index on stripe ((object #>> '{metadata,payment_id}'));
  create index on stripe ((object ->> 'payment_intent')); analyze stripe`;
