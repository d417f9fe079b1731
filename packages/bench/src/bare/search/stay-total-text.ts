import { currencyCodes, granularityOf } from "@roost/contract";

const inSingleUnits = currencyCodes
  .filter((currency) => granularityOf(currency) === 1)
  .map((currency) => `'${currency}'`)
  .join(", ");

const step = `case when l.currency in (${inSingleUnits}) then 1 else currency_step(l.currency) end`;
const share = (amount: string, bps: string, unit: string) =>
  `round((${amount} * ${bps})::float8 / (10000 * ${unit}))::bigint * ${unit}`;

const more = "coalesce(l.weekend_price_minor - l.nightly_price_minor, 0)";
const base = `(l.nightly_price_minor * $5::int + ${more} * $9::bigint + l.cleaning_fee_minor)`;
const extras = "greatest($2::int - l.included_guests, 0) * l.extra_guest_fee_minor * $5::int";
const rated = "exists (select from rate o where o.listing_id = l.id and o.first < $4::date and o.until > $3::date)";

const weekendsBefore = (date: string) =>
  `((${date} - date '2000-01-01') / 7 * 2 + least((${date} - date '2000-01-01') % 7, 1))`;

const overrides = `case when ${rated} then coalesce((
    select sum((r.minor - l.nightly_price_minor) * (r.until - r.first)
      - ${more} * (${weekendsBefore("r.until")} - ${weekendsBefore("r.first")}))
    from (select own.price_minor as minor, greatest(own.first, $3::date) as first, least(own.until, $4::date) as until
      from rate own where own.listing_id = l.id and own.first < $4::date and own.until > $3::date) r), 0)::bigint
  else 0 end`;

const ahead = "($3::date - (roost_now() at time zone l.time_zone)::date)";
const discount = `case
    when $5::int >= 28 and l.monthly_discount_bps > 0 then l.monthly_discount_bps
    when $5::int >= 7 and l.weekly_discount_bps > 0 then l.weekly_discount_bps
    else greatest(
      case when l.early_bird_days_ahead is null or l.early_bird_days_ahead > $7::int then 0
        when l.early_bird_days_ahead <= $6::int or l.early_bird_days_ahead <= ${ahead} then l.early_bird_bps else 0 end,
      case when l.last_minute_days_before is null or l.last_minute_days_before < $6::int then 0
        when l.last_minute_days_before >= $7::int or l.last_minute_days_before >= ${ahead} then l.last_minute_bps
        else 0 end) end`;

const taxes = `case when not exists (select from tax_rule) then 0 else coalesce((
    select sum(case when t.bps is null then t.amount_minor * $5::int * $2::int
      else ${share("due.base", "t.bps", "due.step")} end)
    from tax_rule t where t.country = l.country
      and lower(coalesce(t.region, '')) = any(array['', lower(coalesce(l.region, ''))])
      and lower(coalesce(t.city, '')) = any(array['', lower(l.city)])
      and t.valid_from <= $3::date and (t.valid_until is null or $3::date < t.valid_until)
      and (t.exempt_from_nights is null or $5::int < t.exempt_from_nights)
      and (t.currency is null or t.currency = l.currency)), 0)::bigint end`;

/** What a stay costs in the home `l`, in the parameters of `totalText`; the short way where nothing is special. */
export const stayTotalText = `case
  when ($5::int < 7 or l.weekly_discount_bps = 0 and ($5::int < 28 or l.monthly_discount_bps = 0))
    and l.early_bird_bps is null and l.last_minute_bps is null and not exists (select from tax_rule) and not ${rated}
  then ${base} + ${share(base, "$10::bigint", step)} + ${extras}
  else (select due.base + ${extras} + ${share("due.base", "$10::bigint", "due.step")} + ${taxes}
    from (select summed.gross - case when summed.bps = 0 then 0
        else least(${share("summed.gross", "summed.bps", "summed.step")}, summed.gross - summed.step) end
        + l.cleaning_fee_minor as base, summed.step
      from (select ${step} as step, l.nightly_price_minor * $5::int + ${more} * $9::bigint + ${overrides} as gross,
        (${discount})::bigint as bps offset 0) summed offset 0) due) end`;
