import { Calendar, CalendarInput, type CalendarNight } from "@roost/contract";
import { query } from "../../../platform/action.ts";
import { assertFound } from "../../../platform/assert-found.ts";
import { isInsider } from "../listing-view.ts";
import { dayOf } from "../local-days.ts";
import { priceNights } from "../prices/night-price.ts";
import { findShownHome, isShown } from "../shown-home.ts";
import { localDate, longestStayNights } from "../stay-rules.ts";
import { findHomeCalendar, limitsOf } from "./home-calendar.ts";
import { lengthsFrom, type OpenDay, openDays } from "./open-days.ts";

export const getCalendar = query({
  name: "listings.calendar",
  summary:
    "A home night by night: free or not, its price, and which stays may begin. Its host sees what takes a night.",
  input: CalendarInput,
  output: Calendar,
  load: (scope, { listingId }) => findShownHome(scope, listingId),
  may: (actor, home) => isShown(actor, home),
  async run({ sql, actor }, { listingId, from, to }, home) {
    assertFound(home);
    const { listing } = home;
    // As far on as the longest stay from the last of the nights, to know which of them one may begin on.
    const range = { first: dayOf(from), until: dayOf(to) + longestStayNights + 1 };
    const { now, occupations, stayRules, rates } = await findHomeCalendar(sql, listingId, range);
    const today = localDate(new Date(now), listing.timeZone);
    const days = openDays({ limits: limitsOf(listing, stayRules), occupations, today }, range);
    const prices = priceNights(listing, rates, { first: from, until: to });
    const { currency, timeZone } = listing;
    const nights = prices.map(({ priceMinor }, place) => ({
      ...shownNight(days[place], isInsider(actor, listing)),
      price: { amount: priceMinor, currency },
      checkIn: !lengthsFrom(days, place).next().done,
    }));
    return { listingId, currency, timeZone, today, nights };
  },
});

type Shown = Omit<CalendarNight, "price" | "checkIn">;

function shownNight(day: OpenDay | undefined, isInsiders: boolean): Shown {
  if (!day) throw new Error("a night that is priced, and not in the calendar");
  const { date, isFree: available, minNights, maxNights, closedToArrival, closedToDeparture, taken = null } = day;
  return {
    date,
    available,
    minNights,
    maxNights,
    closedToArrival,
    closedToDeparture,
    taken: isInsiders ? taken : null,
  };
}
