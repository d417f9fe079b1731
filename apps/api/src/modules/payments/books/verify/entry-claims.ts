import { type Claim, rowsOf } from "./claim.ts";

/** What is true of the ledger by itself. */
export const entryClaims: readonly Claim[] = [
  rowsOf(
    "zero_sums",
    "Every transaction has entries, and they sum to zero in each currency.",
    `select t.id, t.business_key, e.currency, sum(e.amount_minor) as sum
     from ledger_transaction t left join ledger_entry e on e.transaction_id = t.id
     group by t.id, e.currency having coalesce(sum(e.amount_minor), -1) <> 0`,
  ),
  rowsOf(
    "zero_total",
    "All accounts together sum to zero in each currency.",
    "select currency, sum(amount_minor) as sum from ledger_entry group by currency having sum(amount_minor) <> 0",
  ),
  rowsOf(
    "business_keys",
    "Nothing is booked twice: every transaction has a business key, its own.",
    `select business_key, count(*) as times from ledger_transaction group by business_key
     having count(*) > 1 or business_key !~ '^[a-z_]+:.+$'`,
  ),
  rowsOf(
    "captures",
    "What was captured is booked once, and nothing else is.",
    `select coalesce(p.id::text, t.business_key) as payment, p.captured_minor
     from payment p full join (select * from ledger_transaction where business_key like 'capture:%') t
       on t.business_key = 'capture:' || p.id
     where (coalesce(p.captured_minor, 0) > 0) <> (t.id is not null)`,
  ),
  rowsOf(
    "refunds",
    "A refund that the provider made is booked once, under the provider's name for it, and one that it took back is not.",
    `select r.id, r.status, r.provider_ref from refund r
     left join ledger_transaction t on t.business_key = 'refund:' || r.provider_ref
     left join ledger_transaction u on u.business_key = 'refund_failed:' || r.provider_ref
     where (r.provider_ref is not null and (t.id is null or u.id is not null))
       or (r.status = 'succeeded' and r.provider_ref is null)
     union all
     select r.id, r.status, f.ref from refund r cross join unnest(r.failed_refs) f (ref)
     where (select count(*) from ledger_transaction
       where business_key in ('refund:' || f.ref, 'refund_failed:' || f.ref)) = 1`,
  ),
  rowsOf(
    "never_refunded_more",
    "What went back, is asked to go back, or was taken back by a bank, is never more than what came in.",
    `select id, captured_minor, refunded_minor, refunding_minor, disputed_minor from payment
     where refunded_minor > refunding_minor or refunding_minor + disputed_minor > captured_minor`,
  ),
  rowsOf(
    "holders",
    "A host's account stands for the host whom the money is for.",
    `select t.business_key, e.holder_id, p.payee_id
     from ledger_entry e join ledger_transaction t on t.id = e.transaction_id join payment p on p.reference = t.reference
     where e.account = 'host_payable' and e.holder_id <> p.payee_id`,
  ),
  rowsOf(
    "sources",
    "What moves the provider's balance names the provider's object.",
    `select t.business_key from ledger_transaction t join ledger_entry e on e.transaction_id = t.id
     where e.account = 'provider_clearing' and t.source is null`,
  ),
  rowsOf(
    "references",
    "Everything is booked for a payment, but for what moves between the provider and our bank, and suspense.",
    `select distinct t.business_key, e.account
     from ledger_transaction t join ledger_entry e on e.transaction_id = t.id
     where e.account not in ('provider_clearing', 'bank', 'provider_fees', 'suspense')
       and not exists (select from payment p where p.reference = t.reference)`,
  ),
  rowsOf(
    "no_suspense",
    "Nothing stands in suspense: every difference from the provider's books is explained.",
    `select t.source, e.currency, sum(e.amount_minor) as amount
     from ledger_entry e join ledger_transaction t on t.id = e.transaction_id
     where e.account = 'suspense' group by 1, 2 having sum(e.amount_minor) <> 0`,
  ),
  rowsOf(
    "append_only",
    "The server may add to the ledger, and neither change nor remove anything.",
    `select r as role, x.relation, p.privilege
     from (values ('roost_app')) as role (r), (values ('ledger_transaction'), ('ledger_entry')) as x (relation),
       (values ('UPDATE'), ('DELETE'), ('TRUNCATE')) as p (privilege)
     where has_table_privilege(r, x.relation, p.privilege)
     union all
     select 'trigger', x.relation, 'append_only' from (values ('ledger_transaction'), ('ledger_entry')) as x (relation)
     where not exists (select from pg_trigger where tgrelid = x.relation::regclass and tgenabled = 'O'
       and tgtype & 24 <> 0)`,
  ),
];
