import { SetStayRulesInput, StayRules } from "@roost/contract";
import { command } from "../../../platform/action.ts";
import { assertFound } from "../../../platform/assert-found.ts";
import { newId } from "../../../platform/ids.ts";
import { changeListing } from "../homes/change-listing.ts";
import { isItsHost } from "../homes/change-policy.ts";
import { stateRefusal } from "../homes/listing-lifecycle.ts";
import { refuseOtherVersion } from "../homes/refuse-other-version.ts";
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
  async run(scope, { rules, version }, listing) {
    assertFound(listing);
    refuseOtherVersion(listing, version);
    if (listing.status === "archived") throw stateRefusal(listing.status, "setStayRules");
    const { sql } = scope;
    const before = await findStayRules(sql, listing.id);
    const rows = rules.map((rule) => ({ id: newId(), ...toSeasonRule(rule) }));
    await sql.run("stay_rules_clear", "delete from stay_rule where listing_id = $1", [listing.id]);
    await sql.run("stay_rules_set", insertText, [listing.id, JSON.stringify(rows)]);
    const after = await findStayRules(sql, listing.id);
    const isSame = JSON.stringify(before) === JSON.stringify(after);
    const row = isSame ? listing : await changeListing(scope, listing, { change: {} });
    return { rules: after, version: row.version };
  },
});

const insertText = `insert into stay_rule (id, listing_id, first, until, weekdays, min_nights, max_nights,
    closed_to_arrival, closed_to_departure)
  select id, $1, first, until, weekdays, "minNights", "maxNights", "closedToArrival", "closedToDeparture"
  from jsonb_to_recordset($2::jsonb) as r (id uuid, first date, until date, weekdays int, "minNights" int,
    "maxNights" int, "closedToArrival" boolean, "closedToDeparture" boolean)`;
