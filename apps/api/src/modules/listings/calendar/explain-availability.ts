import { Availability, ExplainAvailabilityInput, type Issue } from "@roost/contract";
import { type QueryScope, query } from "../../../platform/action.ts";
import { assertFound } from "../../../platform/assert-found.ts";
import type { ListingRow } from "../listing-row.ts";
import { dayOf } from "../local-days.ts";
import { findShownHome, isShown } from "../shown-home.ts";
import { brokenRules, lastCheckIn, localDate, longestStayNights, nightsOf, type StayDates } from "../stay-rules.ts";
import { findHomeCalendar, limitsOf } from "./home-calendar.ts";
import { nearestStays, type Stay } from "./nearest-stays.ts";
import { type OpenDay, openDays } from "./open-days.ts";
import { type PricedHome, tooDear } from "./too-dear.ts";

export const explainAvailability = query({
  name: "listings.explainAvailability",
  summary: "Whether a stay can be booked; where not, every rule that it breaks, and the nearest stays that can.",
  input: ExplainAvailabilityInput,
  output: Availability,
  load: (scope, { listingId }) => findShownHome(scope, listingId),
  may: (actor, home) => isShown(actor, home),
  async run(scope, { listingId, checkIn, checkOut, guests }, home) {
    assertFound(home);
    const { listing } = home;
    const dates = { checkIn, checkOut };
    const nights = nightsOf(dates);
    const today = localDate(await scope.now(), listing.timeZone);
    // Every stay that anybody may book now lies in it.
    const range = { first: dayOf(today), until: dayOf(lastCheckIn(today)) + longestStayNights + 1 };
    const { occupations, stayRules, rates } = await findHomeCalendar(scope.sql, listingId, range);
    const limits = limitsOf(listing, stayRules);
    const days = openDays({ limits, occupations, today }, range);
    const broken = brokenRules({ ...dates, guests: { adults: guests, children: 0 }, today, listing: limits });
    const priced = { listing, rates, guests, today };
    const dear = await tooDear(scope, priced, dates);
    const obstacles = [...unpublished(listing), ...broken, ...takenOf(days, dates), ...dear];
    const bookable = obstacles.length === 0;
    // No other dates help where the home is not on the market, or too small.
    const isHopeless = listing.status !== "published" || guests > listing.maxGuests;
    const place = dayOf(checkIn) - range.first;
    return {
      ...{ listingId, ...dates, bookable },
      obstacles: obstacles.map(({ code, ...rest }) => ({ rule: code, ...rest })),
      suggestions: bookable || isHopeless ? [] : await payable(scope, priced, nearestStays(days, { place, nights })),
    };
  },
});

/** Those of the suggested stays that can be charged. */
async function payable(scope: QueryScope, home: PricedHome, stays: readonly Stay[]): Promise<Stay[]> {
  const faults = await Promise.all(stays.map((stay) => tooDear(scope, home, stay)));
  return stays.filter((_stay, index) => faults[index]?.length === 0);
}

const unpublished = ({ status }: ListingRow): Issue[] =>
  status === "published"
    ? []
    : [{ pointer: "/listingId", code: "not_published", detail: `the home is ${status}, not published` }];

/** Whoever asks learns which nights, not by whom. */
function takenOf(days: readonly OpenDay[], { checkIn, checkOut }: StayDates): Issue[] {
  const taken = days.filter(({ date, taken }) => taken && date >= checkIn && date < checkOut).map(({ date }) => date);
  if (taken.length === 0) return [];
  const named = taken.slice(0, mostNamed).join(", ");
  const more = taken.length > mostNamed ? ` and ${taken.length - mostNamed} more` : "";
  return [{ pointer: "/checkIn", code: "nights_taken", detail: `not free: ${named}${more}` }];
}

const mostNamed = 10;
