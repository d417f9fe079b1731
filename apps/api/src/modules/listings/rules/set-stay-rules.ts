import { SetStayRulesInput, StayRules } from "@roost/contract";
import { command } from "../../../platform/action.ts";
import { newId } from "../../../platform/ids.ts";
import { isItsHost } from "../homes/change-policy.ts";
import { stateRefusal } from "../homes/listing-lifecycle.ts";
import { findListingToChange } from "../listing-row.ts";
import { findStayRules, toSeasonRule } from "./stay-rule-rows.ts";

export const setStayRules = command({
  name: "listings.setStayRules",
  summary:
    "Sets all rules of a home's seasons, in place of those before. Stays that are booked already stay as they are.",
  input: SetStayRulesInput,
  output: StayRules,
  // Locked, so that of two lists that are sent at once one stands, not both.
  load: ({ sql }, { listingId }) => findListingToChange(sql, listingId),
  may: isItsHost,
  async run({ sql, emit }, { listingId, rules }, listing) {
    if (listing?.status === "archived") throw stateRefusal(listing.status, "setStayRules");
    const rows = rules.map((rule) => ({ id: newId(), ...toSeasonRule(rule) }));
    await sql.run("stay_rules_clear", "delete from stay_rule where listing_id = $1", [listingId]);
    await sql.run("stay_rules_set", insertText, [listingId, JSON.stringify(rows)]);
    emit("listing.changed", { listingId });
    return { rules: await findStayRules(sql, listingId) };
  },
});

const insertText = `insert into stay_rule (id, listing_id, first, until, weekdays, min_nights, max_nights,
    closed_to_arrival, closed_to_departure)
  select id, $1, first, until, weekdays, "minNights", "maxNights", "closedToArrival", "closedToDeparture"
  from jsonb_to_recordset($2::jsonb) as r (id uuid, first date, until date, weekdays int, "minNights" int,
    "maxNights" int, "closedToArrival" boolean, "closedToDeparture" boolean)`;
