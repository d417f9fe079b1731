import type { TestApp } from "../app.ts";
import { quiet } from "../expectations.ts";
import { countProviderEvents } from "../provider.ts";

/** Everything that lies in the database, a line each, without ids and times: equal lines are counted, not merged. */
export async function footprint(app: TestApp): Promise<readonly string[]> {
  await quiet(app, () => countProviderEvents(app));
  const rows = await app.app.sql.all<{ line: string }>("test_footprint", footprintText);
  return rows.map(({ line }) => line);
}

const footprintText = `
  select 'audit ' || action || case when actor_id is null then ' by nobody signed in' else ' by a person' end as line from audit
  union all select 'event ' || type from event
  union all select concat_ws(' ', 'user', array_to_string(roles, '+'), (email_verified_at is not null)::text) from app_user
  union all select concat_ws(' ', 'listing', title, status, version) from listing
  union all select concat_ws(' ', 'photo', status, position, width, height, rejection) from photo
  union all select concat_ws(' ', 'favorite', l.title) from favorite f join listing l on l.id = f.listing_id
  union all select concat_ws(' ', 'feed', name, last_fault, failures, unread) from calendar_feed
  union all select concat_ws(' ', 'feed event', state, until - first, cardinality(told)) from feed_event
  union all select concat_ws(' ', 'quote', check_out - check_in, total_minor, currency) from quote
  union all select concat_ws(' ', 'booking', state, check_out - check_in, total_minor, currency) from booking
  union all select concat_ws(' ', 'occupancy', kind, upper(nights) - lower(nights)) from occupancy
  union all select concat_ws(' ', 'payment', status, captured_minor, refunded_minor, currency) from payment
  union all select concat_ws(' ', 'charge', status, amount_minor, failure_code) from charge
  union all select concat_ws(' ', 'invoice', kind) from invoice
  union all select concat_ws(' ', 'ledger', split_part(business_key, ':', 1), account, amount_minor, currency)
    from ledger_transaction t join ledger_entry e on e.transaction_id = t.id
  union all select concat_ws(' ', 'payout account', country, status) from payout_account
  union all select concat_ws(' ', 'payout', status, nullif(array_to_string(blocks, '+'), ''), transferred_minor, netted_minor, reversed_minor, currency) from payout
  union all select concat_ws(' ', 'mail', kind, case when sent_at is null then 'not sent' else 'sent' end) from notification
  union all select concat_ws(' ', 'key', action, status) from idempotency
  union all select concat_ws(' ', 'provider call', work, status) from provider_call
  union all select concat_ws(' ', 'provider event', type) from provider_event
  order by 1`;

/** What came to be between two footprints (+), and what is no more (-). */
export function changes(before: readonly string[], after: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const line of after) counts.set(line, (counts.get(line) ?? 0) + 1);
  for (const line of before) counts.set(line, (counts.get(line) ?? 0) - 1);
  return [...counts]
    .filter(([, count]) => count !== 0)
    .map(([line, count]) => `${count > 0 ? "+" : "-"} ${line}${Math.abs(count) > 1 ? ` ×${Math.abs(count)}` : ""}`)
    .toSorted();
}

/** What a stay leaves that was quoted (twice), booked, declined once, paid and confirmed. */
export const leftByConfirmedStay: readonly string[] = [
  "+ audit bookings.create by a person",
  "+ audit bookings.quote by nobody signed in ×2",
  "+ audit payments.receiveEvent by nobody signed in ×5",
  "+ audit payments.start by a person ×4",
  "+ booking confirmed 3 399000 NOK",
  "+ charge captured 399000",
  "+ charge failed 399000 generic_decline",
  "+ event booking.confirmed",
  "+ event booking.requested",
  "+ event payment.captured",
  "+ event payment.failed",
  "+ event payout.scheduled",
  "+ invoice receipt",
  "+ key bookings.create done",
  "+ key bookings.quote done ×2",
  "+ key payments.start done",
  "+ key payments.start refused",
  "+ ledger capture guest_held -399000 NOK",
  "+ ledger capture provider_clearing 399000 NOK",
  "+ ledger fee provider_clearing -11601 NOK",
  "+ ledger fee provider_fees 11601 NOK",
  "+ mail booking-confirmed sent ×2",
  "+ occupancy booking 3",
  "+ payment captured 399000 0 NOK",
  "+ payout scheduled 0 0 0 NOK",
  "+ provider call payments.start done ×2",
  "+ provider event charge.failed",
  "+ provider event charge.succeeded",
  "+ provider event payment_intent.created",
  "+ provider event payment_intent.payment_failed",
  "+ provider event payment_intent.succeeded",
  "+ quote 3 399000 NOK ×2",
];
