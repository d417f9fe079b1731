import { dayAfter, granularityOf, type Issue, ListingPricing, SetRatesInput } from "@roost/contract";
import { command } from "../../../platform/action.ts";
import { assertFound } from "../../../platform/assert-found.ts";
import type { Sql } from "../../../platform/sql.ts";
import { changeListing } from "../homes/change-listing.ts";
import { isItsHost } from "../homes/change-policy.ts";
import { findListingToChange, type ListingRow } from "../listing-row.ts";
import { localDate } from "../stay-rules.ts";
import { mergeRates, type RateChange } from "./merge-rates.ts";
import type { RateRange } from "./night-price.ts";
import { pricingOf } from "./pricing-view.ts";
import { refuseIssues, refuseUnlessPriced } from "./refuse-prices.ts";

/** How far ahead a date may have a price of its own. */
const ratedYears = 3;

export const setRates = command({
  name: "listings.setRates",
  summary: "Gives dates a price of their own, or takes it away; dates that are not named keep theirs.",
  input: SetRatesInput,
  output: ListingPricing,
  load: ({ sql }, { listingId }) => findListingToChange(sql, listingId),
  may: isItsHost,
  async run(scope, { rates, version }, listing) {
    assertFound(listing);
    refuseUnlessPriced(listing, version);
    refuseIssues(issuesOf(rates, listing, localDate(scope.now, listing.timeZone)));
    const changes = rates.map(({ first, until = dayAfter(first), price }) => ({ first, until, priceMinor: price }));
    const isChanged = await writeRates(scope.sql, listing.id, changes);
    const change = { pricingVersion: listing.pricingVersion + 1 };
    const row = isChanged ? await changeListing(scope, listing, { change }) : listing;
    return pricingOf(scope.sql, row, scope.now);
  },
});

/** What the input's own schema cannot know: the home's today and its currency. */
function issuesOf(rates: SetRatesInput["rates"], { currency }: ListingRow, today: string): Issue[] {
  const last = Temporal.PlainDate.from(today).add({ years: ratedYears }).toString();
  const step = granularityOf(currency);
  return rates.flatMap(({ first, until, price }, index) => {
    const issue = (field: string, code: string, detail: string) => ({
      pointer: `/rates/${index}/${field}`,
      code,
      detail,
    });
    return [
      ...(first < today ? [issue("first", "date_past", `the day has passed: today is ${today}`)] : []),
      ...((until ?? dayAfter(first)) > last
        ? [issue(until === undefined ? "first" : "until", "too_far_ahead", `not after ${last}`)]
        : []),
      ...((price ?? 0) % step === 0
        ? []
        : [issue("price", "not_multiple_of", `must be a multiple of ${step} in ${currency}`)]),
    ];
  });
}

/** Whether that changes anything. The home's row is locked: nobody else writes its rates meanwhile. */
async function writeRates(sql: Sql, listingId: string, changes: readonly RateChange[]): Promise<boolean> {
  const days = changes.flatMap(({ first, until }) => [first, until]).toSorted();
  const there = await sql.all<RateRange>("rates_near", nearText, [listingId, days.at(0), days.at(-1)]);
  const { gone, added } = mergeRates(there, changes);
  if (gone.length === 0 && added.length === 0) return false;
  const columns = [
    added.map(({ first }) => first),
    added.map(({ until }) => until),
    added.map(({ priceMinor }) => priceMinor),
  ];
  await sql.run("rates_remove", removeText, [listingId, gone]);
  await sql.run("rates_add", addText, [listingId, ...columns]);
  return true;
}

// Also what only touches: it may cost the same.
const nearText = `select first, until, price_minor as "priceMinor" from rate
  where listing_id = $1 and first <= $3::date and until >= $2::date order by first`;

const removeText = "delete from rate where listing_id = $1 and first = any($2::date[])";

const addText = `insert into rate (listing_id, first, until, price_minor)
  select $1, x.first, x.until, x.price from unnest($2::date[], $3::date[], $4::bigint[]) x (first, until, price)`;
