import { type StayRule, Weekday } from "@roost/contract";
import type { Sql } from "../../../platform/sql.ts";
import type { SeasonRule } from "../season-rules.ts";
import { seasonRulesJson } from "../stay-listing.ts";

/** The rules of a home, by their first day, then by all else: in one order, however they were sent. */
export async function findStayRules(sql: Sql, listingId: string): Promise<StayRule[]> {
  const row = await sql.one<{ rules: SeasonRule[] }>("stay_rules_find", selectText, [listingId]);
  return (row?.rules ?? []).map(toStayRule);
}

const selectText = `select ${seasonRulesJson} as rules
  from (select * from stay_rule where listing_id = $1 order by first, until, weekdays,
    min_nights, max_nights, closed_to_arrival, closed_to_departure) r`;

function toStayRule({ weekdays, ...rule }: SeasonRule): StayRule {
  return { ...rule, weekdays: Weekday.options.filter((_, index) => (weekdays & (1 << index)) !== 0) };
}

/** As the table keeps it: a weekday that is named twice holds once. */
export function toSeasonRule({ weekdays, ...rule }: StayRule): SeasonRule {
  return { ...rule, weekdays: weekdays.reduce((bits, weekday) => bits | (1 << Weekday.options.indexOf(weekday)), 0) };
}
