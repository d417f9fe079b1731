import { maxAmountMinor } from "@roost/contract";
import { summaryColumns } from "../listing-row.ts";
import { stayTotalText } from "./stay-total-text.ts";

export interface TotalShape {
  /** The bound that orders homes: of short stays, or of those of a week and more. */
  readonly bound: "ks" | "kw";
  /** How many homes are priced; null for all. */
  readonly candidates: number | null;
}

/**
 * $1 city, $2 guests, $3 and $4 the stay's dates, $5 its nights, $6 and $7 how many days ahead it is at least and at
 * most, $8 the currency (null: the first that the city has), $9 weekend nights, $10 the guest's fee, $11 how many homes.
 * The plan that Roost's search has, and the same work: holds, seasons, rates, discounts and taxes are looked for.
 */
export const totalText = ({ bound, candidates }: TotalShape): string => `with k as materialized (
    select coalesce($8::text, (select f.currency from listing_search f
      where f.published and f.city_key = (select search_fold($1::text)) order by f.currency limit 1)) as currency
  ), c as materialized (
    select s.id, s.${bound} as bound from listing_search s
    where s.published and s.city_key = (select search_fold($1::text)) and s.max_guests >= $2::int
      and ${fits} and s.currency = (select currency from k)
    order by s.${bound}, s.id ${candidates === null ? "" : `limit ${candidates}`}
  ), p as (
    select t.id, t.total from (
      select c.id, (select ${stayTotalText} from listing l where l.id = c.id) as total from c offset 0) t
    where t.total between 0 and ${maxAmountMinor} order by t.total, t.id limit $11::int
  ), m as (select count(*) as seen, max(bound) as bound from c)
  select m.seen, m.bound, k.currency as "ofCurrency", currency_step(k.currency) as step, f.*
  from m cross join k left join lateral (
    select ${summaryColumns}, p.total from p join listing l on l.id = p.id
  ) f on true order by f.total, f.id`;

/** $1 city, $2 the currency before. */
export const nextCurrencyText = `select s.currency from listing_search s where s.published
  and s.city_key = (select search_fold($1::text)) and s.currency > $2::text order by s.currency limit 1`;

const days = "daterange($3::date, $4::date + s.preparation_days)";
const isOn = (date: string) =>
  `rule.first <= ${date} and rule.until > ${date} and rule.weekdays & (1 << (extract(isodow from ${date})::int - 1)) <> 0`;

const fits = `($5::int between s.min_nights and s.max_nights
        or exists (select from stay_rule rule where rule.listing_id = s.id offset 0))
      and s.advance_notice_days <= $7::int and s.booking_window_days >= $6::int
      and (s.advance_notice_days <= $6::int and s.booking_window_days >= $7::int
        or $3::date - (roost_now() at time zone s.time_zone)::date between s.advance_notice_days and s.booking_window_days)
      and not s.booked && ${days} and not s.blocked && daterange($3::date, $4::date)
      and (s.held is null or not s.held && ${days} or not exists (
        select from occupancy o where o.listing_id = s.id and o.occupied && ${days} and o.kind = 'hold'
          and o.expires_at > roost_now() offset 0))
      and (not s.has_rule or (
        select $5::int >= coalesce(max(rule.min_nights) filter (where d.arrives), s.min_nights)
          and $5::int <= coalesce(min(rule.max_nights) filter (where d.arrives), s.max_nights)
          and coalesce(bool_and(not (rule.closed_to_arrival and d.arrives or rule.closed_to_departure and d.departs)), true)
        from stay_rule rule cross join lateral (select ${isOn("$3::date")} as arrives, ${isOn("$4::date")} as departs) d
        where rule.listing_id = s.id and rule.first <= $4::date and rule.until > $3::date))`;
