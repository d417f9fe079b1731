/** What Stripe's books and the ledger see differently. Each answers id, detail, times. */
export const unexplainedTexts = {
  "Stripe's balance is another than the ledger's": `select coalesce(l.currency, s.currency) as id,
      'ledger ' || coalesce(l.minor, 0) || ', Stripe ' || coalesce(s.minor, 0) as detail, 1 as times
    from (select currency, sum(amount_minor) as minor from ledger_entry where account = 'provider_clearing' group by 1) l
    full join (select currency, pg_temp.ours(amount, currency) as minor from stripe_balance where account is null) s
      using (currency)
    where coalesce(l.minor, 0) <> coalesce(s.minor, 0)`,
  "an object of Stripe moved another amount than the ledger says": `select source as id,
      currency || ': ledger ' || coalesce(l.minor, 0) || ', Stripe ' || coalesce(s.minor, 0) as detail, 1 as times
    from (select t.source, e.currency, sum(e.amount_minor) as minor
      from ledger_transaction t join ledger_entry e on e.transaction_id = t.id
      where e.account = 'provider_clearing' group by 1, 2) l
    full join (select object ->> 'source' as source, upper(object ->> 'currency') as currency,
        sum(pg_temp.ours((object ->> 'net')::bigint, object ->> 'currency')) as minor
      from stripe where kind = 'balance_transaction' group by 1, 2) s using (source, currency)
    where coalesce(l.minor, 0) <> coalesce(s.minor, 0)`,
  "something is left in suspense": `select currency as id, sum(amount_minor)::text as detail, 1 as times
    from ledger_entry where account = 'suspense' group by 1 having sum(amount_minor) <> 0`,
  "an account's balance is not what was sent to it and not paid out": `with moved as (
      select object ->> 'destination' as account, upper(object ->> 'currency') as currency,
        (object ->> 'amount')::bigint - (object ->> 'amount_reversed')::bigint as minor
      from stripe where kind = 'transfer'
      union all
      select account, upper(object ->> 'currency'), -(object ->> 'amount')::bigint
      from stripe where kind = 'payout' and object ->> 'status' not in ('failed', 'canceled'))
    select coalesce(m.account, b.account) as id,
      coalesce(m.currency, b.currency) || ': moved ' || coalesce(m.minor, 0) || ', balance ' || coalesce(b.amount, 0) as detail,
      1 as times
    from (select account, currency, sum(minor) as minor from moved group by 1, 2) m
    full join (select * from stripe_balance where account is not null) b using (account, currency)
    where coalesce(m.minor, 0) <> coalesce(b.amount, 0)`,
} as const;
