-- What must hold at every moment, as queries that return no rows. A line "-- name: sentence" begins a query, and a
-- semicolon ends it. Each query is one statement, so it sees one snapshot, whatever is going on beside it.

-- occupancy.overlap: No two active uses of a home overlap: no night twice, no stay within another's preparation days.
select a.listing_id, a.id as one, b.id as other, a.nights * b.nights as nights
from occupancy a join occupancy b on b.listing_id = a.listing_id and b.id > a.id
where (a.nights && b.nights and not (a.kind = 'external' and b.kind = 'external'))
  or (a.occupied && b.occupied and a.kind in ('hold', 'booking') and b.kind in ('hold', 'booking'));

-- occupancy.of_booking: A confirmed booking has its nights for good; one that waits for money or its host, and is not overdue, holds them until then.
select b.id, b.state, b.pay_by, b.respond_by
from booking b
where (b.state::text in ('confirmed', 'checked_in') or coalesce(b.pay_by, b.respond_by) > roost_now())
  and not exists (
    select from occupancy o
    where o.reference = b.id::text and o.listing_id = b.listing_id and o.nights = daterange(b.check_in, b.check_out)
      and o.occupied = daterange(b.check_in, b.check_out + b.preparation_days)
      and case when b.state::text in ('confirmed', 'checked_in') then o.kind = 'booking'
        else o.kind = 'hold' and o.expires_at = coalesce(b.pay_by, b.respond_by) end
  );

-- occupancy.without_booking: Held nights belong to a booking that waits for money or its host, booked nights to one that was confirmed.
select o.id, o.kind, o.reference, b.state
from occupancy o left join booking b on b.id::text = o.reference
where (o.kind = 'hold' and (b.state::text in ('pending_payment', 'pending_host', 'accepted')) is not true)
  or (o.kind = 'booking' and (b.state::text in ('confirmed', 'checked_in', 'completed')) is not true);

-- occupancy.of_block: A host's block has its nights.
select b.id, b.listing_id, b.first, b.until, o.nights
from block b left join occupancy o on o.kind = 'block' and o.reference = b.id::text and o.listing_id = b.listing_id
where o.nights is distinct from daterange(b.first, b.until);

-- calendar.external: Nights that another calendar takes here are among those that it says, and are no echo of ours.
select o.id, o.reference, o.nights, e.state
from occupancy o left join feed_event e on e.id::text = o.reference and e.listing_id = o.listing_id
where o.kind = 'external' and (e.id is null or e.state = 'echo' or not daterange(e.first, e.until) @> o.nights);

-- calendar.covered: Every night that another calendar says is taken here, by it or by what is here already.
select e.id, e.feed_id, e.first, e.until
from feed_event e
where e.state <> 'echo' and not daterange(e.first, e.until) <@ (
  select coalesce(range_agg(o.nights), '{}') from occupancy o
  where o.listing_id = e.listing_id and (o.kind <> 'external' or o.reference = e.id::text));

-- ledger.zero_sum: Every ledger transaction has entries, and they sum to zero in each currency.
select t.id, e.currency, sum(e.amount_minor) as sum
from ledger_transaction t left join ledger_entry e on e.transaction_id = t.id
group by t.id, e.currency
having coalesce(sum(e.amount_minor), -1) <> 0;

-- ledger.of_payment: For every payment the ledger knows what came in, what went back, and what is held until it is earned.
select coalesce(p.reference, l.reference) as reference, p.captured_minor, g.back, l.currency, l.there, l.held, p.earned_at
from payment p
cross join lateral (
  select coalesce((select sum(amount_minor) from refund r
      where r.payment_id = p.id and r.provider_ref is not null and r.status in ('pending', 'succeeded')), 0) as back,
    coalesce((select sum(amount_minor - over_minor) from chargeback c where c.payment_id = p.id and c.status = 'lost'), 0) as lost
) g
full join (
  select t.reference, e.currency,
    coalesce(sum(e.amount_minor) filter (where e.account = 'provider_clearing'
      and t.business_key ~ '^(capture|refund|refund_failed):'), 0) as there,
    coalesce(-sum(e.amount_minor) filter (where e.account = 'guest_held'), 0) as held
  from ledger_transaction t join ledger_entry e on e.transaction_id = t.id
  group by t.reference, e.currency
) l on l.reference = p.reference and l.currency = p.currency
where (p.id is not null or l.there <> 0 or l.held <> 0) and (p.id is null
  or p.captured_minor - g.back <> coalesce(l.there, 0)
  or coalesce(l.held, 0) <> case when p.earned_at is null then p.captured_minor - g.back - g.lost else 0 end);

-- payment.refunds: What is refunded, asked to be, or taken back by a bank, is the sum of its rows; never more than was captured.
select p.id, p.amount_minor, p.captured_minor, p.refunded_minor, r.succeeded, p.refunding_minor, r.wanted, p.disputed_minor, c.disputed
from payment p
cross join lateral (
  select coalesce(sum(amount_minor) filter (where status = 'succeeded'), 0) as succeeded,
    coalesce(sum(amount_minor) filter (where status <> 'cancelled'), 0) as wanted
  from refund where payment_id = p.id
) r
cross join lateral (
  select coalesce(sum(amount_minor - over_minor), 0) as disputed from chargeback
  where payment_id = p.id and status in ('needs_response', 'under_review', 'lost')
) c
where p.refunded_minor <> r.succeeded or p.refunding_minor <> r.wanted or p.disputed_minor <> c.disputed
  or p.refunding_minor + p.disputed_minor > p.captured_minor or p.captured_minor > p.amount_minor;

-- refund.lines: What goes back of a payment's lines is the refund, and no line goes back twice.
select p.id, l.line, l.back, line.amount
from payment p
cross join lateral (
  select (part ->> 'line')::int as line, sum((part ->> 'amountMinor')::bigint) as back from (
    select jsonb_array_elements(r.lines) as part from refund r where r.payment_id = p.id and r.status <> 'cancelled'
    union all
    select jsonb_array_elements(c.lines) from chargeback c where c.payment_id = p.id and c.status = 'lost'
  ) parts group by 1
) l
left join lateral (
  select (item ->> 'amountMinor')::bigint as amount from jsonb_array_elements(p.lines) item where (item ->> 'line')::int = l.line
) line on true
where l.back > coalesce(line.amount, 0)
union all
select r.id, null, sum((part ->> 'amountMinor')::bigint), r.amount_minor
from refund r cross join lateral jsonb_array_elements(r.lines) part
group by r.id, r.amount_minor having sum((part ->> 'amountMinor')::bigint) <> r.amount_minor
union all
select c.id, null, coalesce(sum((part ->> 'amountMinor')::bigint), 0), c.amount_minor - c.over_minor
from chargeback c left join lateral jsonb_array_elements(c.lines) part on true
where c.status = 'lost'
group by c.id having coalesce(sum((part ->> 'amountMinor')::bigint), 0) <> c.amount_minor - c.over_minor;

-- chargeback.money: For every chargeback the ledger knows what the provider took and kept, and what is withheld or lost.
select c.id, c.status, c.amount_minor, c.over_minor, c.withdrawn_minor, c.fee_minor, c.absorbed_minor, l.clearing, l.reserve, l.fees, l.loss
from chargeback c
cross join lateral (
  select coalesce(sum(e.amount_minor) filter (where e.account = 'provider_clearing'), 0) as clearing,
    coalesce(sum(e.amount_minor) filter (where e.account = 'dispute_reserve'), 0) as reserve,
    coalesce(sum(e.amount_minor) filter (where e.account = 'provider_fees'), 0) as fees,
    coalesce(sum(e.amount_minor) filter (where e.account = 'platform_loss'), 0) as loss
  from ledger_transaction t join ledger_entry e on e.transaction_id = t.id where t.source = c.provider_ref
) l
where l.clearing <> -c.withdrawn_minor - c.fee_minor or l.fees <> c.fee_minor
  or l.reserve <> c.withdrawn_minor - case c.status when 'lost' then c.amount_minor else 0 end
  or l.loss <> c.absorbed_minor + case c.status when 'lost' then c.over_minor else 0 end;

-- chargeback.history: Every chargeback that took money was told when it opened, and by one event when it was decided.
select c.id, c.status, e.opened, e.won, e.lost
from chargeback c
left join (
  select data ->> 'chargebackId' as id,
    count(*) filter (where type = 'dispute.opened') as opened,
    count(*) filter (where type = 'dispute.won') as won,
    count(*) filter (where type = 'dispute.lost') as lost
  from event where type like 'dispute.%' group by 1
) e on e.id = c.id::text
where coalesce(e.opened, 0) <> (c.status not in ('inquiry', 'closed'))::int
  or coalesce(e.won, 0) <> (c.status = 'won')::int or coalesce(e.lost, 0) <> (c.status = 'lost')::int;

-- invoice.numbers: Receipts and credit notes of a year are numbered from 1 without a gap, up to its counter.
select year, c.last, n.count, n.low, n.high
from invoice_counter c
full join (select year, count(*) as count, min(number) as low, max(number) as high from invoice group by year) n using (year)
where n.count is distinct from c.last or n.low is distinct from 1 or n.high is distinct from c.last;

-- invoice.of_payment: A receipt is of money that came in, a credit note of a refund of that same payment, after its receipt; one that came home may since have given way in part.
select i.year, i.number, i.kind, p.captured_minor, r.payment_id
from invoice i join payment p on p.id = i.payment_id left join refund r on r.id = i.refund_id
where p.captured_minor = 0 or not p.invoiced
  or (i.kind = 'receipt' and (i.body -> 'total' ->> 'amount')::bigint is distinct from p.captured_minor)
  or (i.kind = 'credit_note' and (r.payment_id is distinct from i.payment_id or not r.invoiced
    or coalesce((i.body -> 'amount' ->> 'amount')::bigint < r.amount_minor, true)
    or ((i.body -> 'amount' ->> 'amount')::bigint > r.amount_minor and r.failed_refs = '{}')
    or not exists (select from invoice o where o.payment_id = i.payment_id and o.kind = 'receipt' and (o.year, o.number) < (i.year, i.number))));

-- invoice.missing: What is marked as invoiced has its document.
select p.id as payment_id, null::uuid as refund_id from payment p
where p.invoiced and not exists (select from invoice i where i.payment_id = p.id and i.kind = 'receipt')
union all
select r.payment_id, r.id from refund r
where r.invoiced and not exists (select from invoice i where i.refund_id = r.id);

-- payment.lines: A payment asks for the sum of its lines.
select p.id, p.amount_minor, l.total
from payment p
cross join lateral (select sum((item ->> 'amountMinor')::bigint) as total from jsonb_array_elements(p.lines) item) l
where l.total is distinct from p.amount_minor;

-- payment.status: A payment's status is what its amounts and its attempts say.
select p.id, p.status, p.captured_minor, p.refunded_minor, c.captured
from payment p
cross join lateral (
  select coalesce(sum(amount_minor) filter (where status = 'captured'), 0) as captured from charge where payment_id = p.id
) c
where p.captured_minor <> c.captured
  or (p.captured_minor > 0) <> (p.status in ('captured', 'partially_refunded', 'refunded'))
  or (p.status = 'refunded') <> (p.captured_minor > 0 and p.refunded_minor = p.captured_minor)
  or (p.status = 'partially_refunded') <> (p.refunded_minor > 0 and p.refunded_minor < p.captured_minor);

-- payment.under_way: Nothing is under way for a payment that is settled, and one attempt at a time for others.
select p.id, p.status, count(*) as under_way
from payment p join charge c on c.payment_id = p.id and c.status in ('processing', 'requires_action', 'authorized')
group by p.id
having p.status in ('captured', 'partially_refunded', 'refunded', 'voided', 'failed') or count(*) > 1;

-- payment.of_booking: Every booking has one payment, from its guest to its host, and every payment one booking.
select b.id as booking_id, p.id as payment_id
from booking b full join payment p on p.reference = b.id
where b.id is null or p.id is null or b.payment_id <> p.id or b.guest_id <> p.payer_id or b.host_id <> p.payee_id;

-- quote.total: What a quote asks for is the sum of the guest's lines, in one currency.
select q.id, q.total_minor, l.total, l.currencies
from quote q
cross join lateral (
  select sum((line -> 'amount' ->> 'amount')::bigint) filter (where line ->> 'payer' = 'guest') as total,
    array_agg(distinct line -> 'amount' ->> 'currency') as currencies
  from jsonb_array_elements(q.line_items) line
) l
where l.total is distinct from q.total_minor or l.currencies is distinct from array[q.currency];

-- quote.presentment: What the guest is asked for, in the currency that he pays in, is the sum of its lines, in steps that can be paid out.
select q.id, q.presentment_currency, q.presentment_minor, l.total
from quote q
cross join lateral (
  select coalesce(sum(part::bigint), 0) as total, coalesce(bool_and(part::bigint % currency_step(q.presentment_currency) = 0), true) as steps
  from jsonb_array_elements_text(q.presentment_lines) part
) l
where l.total <> q.presentment_minor
  or (q.presentment_source <> 'same' and (not l.steps or q.presentment_minor % currency_step(q.presentment_currency) <> 0));

-- booking.price: Charged = quoted: stay, lines, total and rate of a booking are its quote's, and its payment asks for just that.
select b.id, b.presentment_minor, q.presentment_minor as quoted, p.amount_minor as asked
from booking b left join quote q on q.id = b.quote_id left join payment p on p.id = b.payment_id
where (b.listing_id, b.check_in, b.check_out, b.adults, b.children, b.infants, b.pets, b.total_minor, b.currency, b.line_items)
    is distinct from
    (q.listing_id, q.check_in, q.check_out, q.adults, q.children, q.infants, q.pets, q.total_minor, q.currency, q.line_items)
  or (b.presentment_currency, b.presentment_rate, b.presentment_source, b.presentment_at, b.presentment_minor, b.presentment_lines)
    is distinct from
    (q.presentment_currency, q.presentment_rate, q.presentment_source, q.presentment_at, q.presentment_minor, q.presentment_lines)
  or (b.presentment_minor, b.presentment_currency, b.currency) is distinct from (p.amount_minor, p.currency, p.settle_currency);

-- booking.paid: Confirmed if and only if all of it is captured; money for a booking that ended is given back or on its way.
select b.id, b.state, b.presentment_minor, p.captured_minor, p.refunded_minor
from booking b join payment p on p.id = b.payment_id
where case
  when b.state::text in ('confirmed', 'checked_in', 'completed') then p.captured_minor <> p.amount_minor
  when b.state::text in ('pending_payment', 'pending_host', 'accepted') then p.captured_minor <> 0
  else p.captured_minor <> p.refunding_minor + p.disputed_minor
  end;

-- booking.authorized: A booking is withheld on a card exactly while it waits for its host, or for its capture; nothing else is captured by hand.
select b.id, b.state, b.booking_mode, p.status, p.capture_method, p.closed_at
from booking b join payment p on p.id = b.payment_id
where (b.state::text in ('pending_host', 'accepted') and (p.status <> 'authorized' or p.closed_at is not null))
  or (p.status = 'authorized' and b.state::text not in ('pending_host', 'accepted') and p.closed_at is null)
  or (b.booking_mode = 'request') <> (p.capture_method = 'manual');

-- booking.state: What a state implies is there, and nothing else.
select id, state, booking_mode, pay_by, respond_by, asked_at, accepted_at, confirmed_at
from booking
where (state::text in ('pending_payment', 'accepted')) <> (pay_by is not null) or (state = 'pending_host') <> (respond_by is not null)
  or (asked_at is null and state::text in ('pending_host', 'accepted', 'declined')) or (accepted_at is null and state = 'accepted')
  or (booking_mode = 'request' and accepted_at is null and state::text in ('confirmed', 'checked_in', 'completed'))
  or (booking_mode = 'instant' and asked_at is not null) or (accepted_at is not null and asked_at is null)
  or (decline_reason is not null and state <> 'declined') or (state::text in ('confirmed', 'checked_in', 'completed')) <> (confirmed_at is not null)
  or guest_id = host_id or check_out <= check_in;

-- booking.history: Every booking was asked for once by its guest, and its state was told by just one event.
select b.id, b.state, e.requested, e.accepted, e.declined, e.confirmed, e.expired, e.cancelled
from booking b
left join (
  select data ->> 'bookingId' as id,
    count(*) filter (where type = 'booking.requested') as requested,
    count(*) filter (where type = 'booking.accepted') as accepted,
    count(*) filter (where type = 'booking.declined') as declined,
    count(*) filter (where type = 'booking.confirmed') as confirmed,
    count(*) filter (where type = 'booking.expired') as expired,
    count(*) filter (where type = 'booking.cancelled') as cancelled
  from event where type like 'booking.%' group by 1
) e on e.id = b.id::text
where e.requested is distinct from 1
  or e.confirmed <> (b.state::text in ('confirmed', 'checked_in', 'completed'))::int
  or e.cancelled <> (b.state = 'cancelled')::int
  or e.declined <> (b.state = 'declined')::int
  or e.accepted <> (b.accepted_at is not null)::int
  or e.expired > 1 or (b.state = 'expired' and e.expired = 0) or (b.state::text in ('pending_payment', 'pending_host', 'accepted') and e.expired > 0)
  or not exists (
    select from audit a
    where a.action = 'bookings.create' and a.actor_id = b.guest_id and a.subject = b.id::text)
  or (b.accepted_at is not null and not exists (
    select from audit a
    where a.action = 'bookings.accept' and a.actor_id = b.host_id and a.subject = b.id::text));

-- payment.history: Money that came in was told by just one event, and money that went back by one for each refund.
select p.id, p.captured_minor, e.captured, e.refunded, r.succeeded
from payment p
left join (
  select data ->> 'paymentId' as id,
    count(*) filter (where type = 'payment.captured') as captured,
    count(*) filter (where type = 'payment.refunded') as refunded
  from event where type in ('payment.captured', 'payment.refunded') group by 1
) e on e.id = p.id::text
cross join lateral (select count(*) as succeeded from refund where payment_id = p.id and status = 'succeeded') r
where coalesce(e.captured, 0) <> (p.captured_minor > 0)::int or coalesce(e.refunded, 0) < r.succeeded;

-- payout.of_booking: Every booking that was confirmed has a payout to its host, in the currency that he is owed in.
select b.id, b.state, o.payee_id, o.currency
from booking b join payment p on p.reference = b.id
left join payout o on o.reference = b.id and o.purpose = 'stay'
where b.confirmed_at is not null and (o.id is null or o.payee_id <> b.host_id or o.currency <> p.settle_currency);

-- payout.share: No more is paid out of a payment than its host's share, and what is kept and what is sent is all of that.
select o.id, o.amount_minor, o.netted_minor, o.transferred_minor, s.share
from payout o join payment p on p.reference = o.reference
cross join lateral (
  select coalesce(sum((item ->> 'settleMinor')::bigint) filter (where item ->> 'payer' = 'guest' and item ->> 'payee' = 'host'), 0)
    - coalesce(sum((item ->> 'settleMinor')::bigint) filter (where item ->> 'payer' = 'host'), 0) as share
  from jsonb_array_elements(p.lines) item
) s
where o.amount_minor > greatest(s.share, 0) or o.netted_minor + o.transferred_minor > coalesce(o.amount_minor, 0)
  or (o.transferred_minor > 0 and o.netted_minor + o.transferred_minor <> o.amount_minor)
union all
select p.id, null, null, sum(o.transferred_minor - o.reversed_minor), max(s.share)
from payout o join payment p on p.reference = o.reference
cross join lateral (
  select coalesce(sum((item ->> 'settleMinor')::bigint) filter (where item ->> 'payer' = 'guest' and item ->> 'payee' = 'host'), 0)
    - coalesce(sum((item ->> 'settleMinor')::bigint) filter (where item ->> 'payer' = 'host'), 0) as share
  from jsonb_array_elements(p.lines) item
) s
where o.purpose <> 'claim'
group by p.id having sum(o.transferred_minor - o.reversed_minor) > greatest(max(s.share), 0);

-- payout.transferred: A payout is transferred once, and what was sent and fetched back of it is what the ledger says.
select o.id, o.transferred_minor, l.sent, o.reversed_minor, l.back, r.done
from payout o
cross join lateral (
  select coalesce(sum(amount_minor), 0) as done, coalesce(array_agg('transfer_reversal:' || provider_ref), '{}') as keys
  from transfer_reversal where payout_id = o.id and status = 'done'
) r
cross join lateral (
  select coalesce(sum(e.amount_minor) filter (where t.business_key = 'transfer:' || o.transfer_ref), 0) as sent,
    coalesce(-sum(e.amount_minor) filter (where t.business_key = any(r.keys)), 0) as back
  from ledger_transaction t join ledger_entry e on e.transaction_id = t.id
  where t.reference = o.reference and e.account = 'host_payable' and e.holder_id = o.payee_id and e.currency = o.currency
) l
where o.transferred_minor <> l.sent or o.reversed_minor <> l.back or o.reversed_minor <> r.done
union all
select t.id, 0, e.amount_minor, 0, 0, 0
from ledger_transaction t join ledger_entry e on e.transaction_id = t.id and e.account = 'host_payable'
where t.business_key ~ '^transfer(_reversal)?:'
  and not exists (select from payout o where t.business_key = 'transfer:' || o.transfer_ref and o.reference = t.reference)
  and not exists (select from transfer_reversal r join payout o on o.id = r.payout_id
    where t.business_key = 'transfer_reversal:' || r.provider_ref and o.reference = t.reference);

-- host.balance: What a host is owed in a currency is what he earned, less what was sent to him, and what was fetched back.
select coalesce(l.holder_id, o.payee_id) as host, coalesce(l.currency, o.currency) as currency, l.owed, l.earned, o.sent
from (
  select e.holder_id, e.currency, -sum(e.amount_minor) as owed,
    coalesce(-sum(e.amount_minor) filter (where t.business_key !~ '^transfer(_reversal)?:'), 0) as earned
  from ledger_entry e join ledger_transaction t on t.id = e.transaction_id
  where e.account = 'host_payable' group by e.holder_id, e.currency
) l
full join (
  select payee_id, currency, sum(transferred_minor - reversed_minor) as sent from payout group by payee_id, currency
) o on o.payee_id = l.holder_id and o.currency = l.currency
where coalesce(l.owed, 0) <> coalesce(l.earned, 0) - coalesce(o.sent, 0);

-- payout.status: A payout's status is what its money says, and what is on its way is being worked on.
select o.id, o.status, o.transfer_ref, o.bank_ref, o.transferred_minor, o.reversed_minor
from payout o
where (o.status = 'paid' and (o.paid_at is null or (o.transfer_ref is not null and o.bank_ref is null)))
  or (o.status in ('failed', 'reversed') and o.transfer_ref is null)
  or (o.status in ('scheduled', 'blocked', 'cancelled') and o.transfer_ref is not null)
  or (o.status = 'reversed') <> (o.transferred_minor > 0 and o.reversed_minor = o.transferred_minor)
  or (o.status = 'blocked') <> (o.blocks <> '{}')
  or (o.status = 'in_transit' and o.bank_ref is null and not exists (
    select from provider_call c where c.work in ('payments.transfer', 'payments.payOut') and c.status = 'running'
      and c.intent::jsonb ->> 'payoutId' = o.id::text));

-- event.subject: Every event tells of something that is there.
select e.id, e.type, e.data
from event e
where (e.data ? 'bookingId' and not exists (select from booking where id::text = e.data ->> 'bookingId'))
  or (e.data ? 'paymentId' and not exists (select from payment where id::text = e.data ->> 'paymentId'))
  or (e.data ? 'refundId' and not exists (select from refund where id::text = e.data ->> 'refundId'))
  or (e.data ? 'chargebackId' and not exists (select from chargeback where id::text = e.data ->> 'chargebackId'))
  or (e.data ? 'payoutId' and not exists (select from payout where id::text = e.data ->> 'payoutId'))
  or (e.data ? 'payoutAccountId' and not exists (select from payout_account where id::text = e.data ->> 'payoutAccountId'))
  or (e.data ? 'listingId' and not exists (select from listing where id::text = e.data ->> 'listingId'))
  or (e.data ? 'userId' and not exists (select from app_user where id::text = e.data ->> 'userId'));

-- provider_call.key: A key is running exactly as long as its call at the provider is.
select i.principal, i.action, i.key, i.status, c.status as call_status
from idempotency i left join provider_call c on c.id = i.call_id
where i.call_id is not null and (i.status = 'running') is distinct from (c.status = 'running');

-- listing.archived: In a home that was archived nobody stays, and nobody will.
select l.id, o.reference, o.nights
from listing l join occupancy o on o.listing_id = l.id
where l.status = 'archived' and o.kind in ('hold', 'booking')
  and upper(o.nights) > (roost_now() at time zone l.time_zone)::date;

-- listing.reviews: Count, sum and average of a home are those of its published reviews, computed afresh.
select l.id, l.avg_rating, l.review_count, l.rating_sum, r.count, r.sum
from listing l
cross join lateral (
  select count(*) as count, coalesce(sum(rating), 0) as sum, round(avg(rating), 2) as average
  from review where listing_id = l.id and published_at is not null
) r
where l.review_count <> r.count or l.rating_sum <> r.sum or l.avg_rating is distinct from r.average;

-- review.published: Published if and only if its window has ended (or is just being swept), and only of stays that are over.
select r.id, r.publish_by, r.published_at, b.state
from review r join booking b on b.id = r.booking_id
where r.published_at < r.publish_by or b.state::text <> 'completed'
  or (r.author_id, r.subject_id, r.listing_id) is distinct from (b.guest_id, b.host_id, b.listing_id);

-- search.terms: What a search reads of a home is what the home says, computed afresh.
select coalesce(t.id, s.id) as id, s.ks, t.ks as ks_afresh
from listing_search_terms t full join listing_search s on s.id = t.id
where row(t.id, t.created_at, t.night, t.ks, t.kw, t.kx, t.amenities, t.lat, t.lng, t.quality, t.rating, t.max_guests,
    t.bedrooms, t.min_nights, t.max_nights, t.advance_notice_days, t.booking_window_days, t.preparation_days,
    t.room_type, t.published, t.instant, t.has_rule, t.country, t.currency, t.city_key, t.time_zone)
  is distinct from row(s.id, s.created_at, s.night, s.ks, s.kw, s.kx, s.amenities, s.lat, s.lng, s.quality, s.rating,
    s.max_guests, s.bedrooms, s.min_nights, s.max_nights, s.advance_notice_days, s.booking_window_days,
    s.preparation_days, s.room_type, s.published, s.instant, s.has_rule, s.country, s.currency, s.city_key, s.time_zone);

-- search.calendar: From today on, the days that a search takes for taken are those that occupancy has.
select s.id, s.booked, t.booked as booked_afresh, s.blocked, t.blocked as blocked_afresh, s.held, t.held as held_afresh
from listing_search s
cross join lateral listing_taken(s.id) t
cross join (select datemultirange(daterange((roost_now() - interval '1 day')::date, null)) as ahead) f
where (s.booked * f.ahead, s.blocked * f.ahead, coalesce(s.held, '{}') * f.ahead)
  is distinct from (t.booked * f.ahead, t.blocked * f.ahead, coalesce(t.held, '{}') * f.ahead);

-- search.text: The words that a home is found by are those that it says now, and only of homes that can be found.
select coalesce(t.id, s.id) as id
from listing_text_terms t full join listing_text s on s.id = t.id
where t.words is distinct from s.words;

-- search.vocabulary: Words are counted in as many homes as have them, once what is waiting has been counted, too.
select coalesce(w.word, v.lexeme) as word, w.ndoc, v.documents
from ts_stat('select words from listing_text') w
full join (
  select lexeme, sum(change) as documents from (
    select lexeme, documents as change from vocab
    union all select unnest(tsvector_to_array(came)), 1 from vocab_change
    union all select unnest(tsvector_to_array(gone)), -1 from vocab_change
  ) c group by lexeme having sum(change) <> 0
) v on v.lexeme = w.word
where w.ndoc is distinct from v.documents;
