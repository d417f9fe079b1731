/** What makes the queries about payouts find something: one of them is paid, others are only planned. */
export const payoutViolations: Readonly<Record<string, readonly string[]>> = {
  "payout.of_booking": [
    `delete from payout where status = 'scheduled'`,
    `update payout set payee_id = (select guest_id from booking limit 1)`,
    `update payout set currency = 'EUR'`,
  ],
  "payout.share": [
    `update payout set amount_minor = amount_minor + 1 where status = 'paid'`,
    `update payout set netted_minor = 1 where status = 'scheduled'`,
    `update payout set amount_minor = 1000000000, transferred_minor = 1000000000 where status = 'paid'`,
    `insert into payout (id, payee_id, reference, purpose, status, currency, amount_minor, transferred_minor, transfer_ref, bank_ref, due_at, created_at, paid_at)
     select gen_random_uuid(), payee_id, reference, 'adjustment', status, currency, 1, 1, 'tr_x', 'po_x', due_at, created_at, paid_at from payout where status = 'paid'`,
  ],
  "payout.transferred": [
    `update payout set transferred_minor = transferred_minor - 1 where status = 'paid'`,
    `update payout set reversed_minor = 1 where status = 'paid'`,
    `update ledger_transaction set business_key = 'x' || business_key where business_key like 'transfer:%'`,
    `update ledger_transaction set business_key = 'transfer:tr_x' where business_key like 'earn:%'`,
    `insert into transfer_reversal select gen_random_uuid(), id, id, 1, 'done', 'trr_1', now() from payout where status = 'paid'`,
    `with t as (insert into ledger_transaction (id, business_key, reference, at) select gen_random_uuid(), 'transfer_reversal:x', reference, now() from payout where status = 'paid' returning id, reference)
     insert into ledger_entry (id, transaction_id, account, holder_id, currency, amount_minor) select gen_random_uuid(), t.id, 'host_payable', o.payee_id, o.currency, -1 from t join payout o on o.reference = t.reference`,
  ],
  "host.balance": [
    `update payout set transferred_minor = transferred_minor - 1 where status = 'paid'`,
    `update ledger_entry set holder_id = (select payer_id from payment limit 1) where account = 'host_payable' and amount_minor > 0`,
    `update ledger_transaction set business_key = 'transfer:x' where business_key like 'earn:%'`,
  ],
  "payout.status": [
    `update payout set status = 'scheduled' where status = 'paid'`,
    `update payout set bank_ref = null where status = 'paid'`,
    `update payout set status = 'in_transit' where status = 'scheduled'`,
    `update payout set status = 'failed' where status = 'scheduled'`,
    `update payout set status = 'blocked' where status = 'scheduled'`,
    `update payout set reversed_minor = transferred_minor where status = 'paid'`,
  ],
};
