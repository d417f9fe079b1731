import { createHash } from "node:crypto";
import { ListingPage, type ListingSummary, SearchListingsInput } from "@roost/contract";
import { type QueryScope, query } from "../../../platform/action.ts";
import { roughlyNow } from "../../../platform/clock.ts";
import { invalidField } from "../../../platform/errors.ts";
import { anyone } from "../../../platform/policies.ts";
import { cursorsPort } from "../../../platform/settings.ts";
import { feesOf } from "../fees.ts";
import { summaryOf } from "../listing-view.ts";
import { weekendNights } from "../prices/night-price.ts";
import { checkStayDates, lastCheckIn, type StayDates, todayAnywhere } from "../stay-rules.ts";
import { boxesOf, type SearchedStay } from "./search-conditions.ts";
import { wantedBy } from "./search-input.ts";
import { type Order, orderOf, positionOf, type RankedRow } from "./search-order.ts";
import { searchPage } from "./search-page.ts";
import { searchSqlPort } from "./search-sql.ts";
import { findText, isTold } from "./text/find-text.ts";

export const searchListings = query({
  name: "listings.search",
  summary: "Homes at a place, with dates only those that can be booked, each with its total price.",
  input: SearchListingsInput,
  output: ListingPage,
  may: anyone,
  async run(scope, input) {
    const { point, box, dates, sort } = wantedBy(input);
    const stay = dates && (await stayOf(scope, dates));
    const order = orderOf({
      ...{ sort, withDates: stay !== null, oneCurrency: input.currency !== undefined, byText: input.q !== undefined },
    });
    const { limit, cursor, ...filters } = input;
    const list = listName({ ...filters, sort });
    const cursors = cursorsPort.from(scope);
    const start = cursor === undefined ? null : startAfter(cursors.read(list, cursor), order);

    const sql = searchSqlPort.from(scope);
    const boxes = boxesOf({ point, box });
    const text = isTold(input) || (boxes !== null && isSorted(order)) ? await findText(sql, { ...input, boxes }) : null;
    const ordered = { order, after: start && start.after, limit: limit + 1 };
    const search = { input: filters, point, box, stay, text: null, ...ordered };
    const { rows, hint } = await searchPage(sql, { search, text, hint: start?.hint ?? 0 });
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    return {
      data: page.map((row) => itemOf(scope, row, stay)),
      nextCursor: last ? cursors.write(list, [...positionOf(last, order), hint]) : null,
      hasMore: last !== undefined,
    };
  },
});

/** No index of places has the order: a box of many homes would be sorted. */
const isSorted = ({ byTotal, keys }: Order): boolean => !byTotal && keys[0]?.name !== "distance";

export async function stayOf(scope: QueryScope, dates: StayDates): Promise<SearchedStay> {
  const now = await roughlyNow(scope);
  const today = todayAnywhere(now);
  const nights = checkStayDates(dates, today);
  const weekends = weekendNights(dates.checkIn, dates.checkOut);
  const atTheEdge = dates.checkIn >= lastCheckIn(today.earliest);
  return { ...dates, nights, weekends, now, today, atTheEdge, guestBps: feesOf(scope).guestBps };
}

/** A cursor belongs to one search: zod gives the fields in the schema's order, whatever the caller's. */
const listName = (filters: object): string =>
  `listings.search ${createHash("sha256").update(JSON.stringify(filters)).digest("base64url")}`;

/** Where the page begins, and last what the page before learned. */
function startAfter(position: readonly (string | number)[], order: Order) {
  const [after, hint] = [position.slice(0, -1), position.at(-1)];
  if (after.length === order.keys.length && typeof hint === "number") return { after, hint };
  throw invalidField("cursor", "invalid_cursor", "does not belong to this list");
}

function itemOf(scope: QueryScope, row: RankedRow, stay: SearchedStay | null): ListingSummary {
  const summary = summaryOf(scope, row);
  const { currency } = row;
  return {
    ...summary,
    price:
      stay === null || row.total === undefined
        ? summary.price
        : { ...summary.price, total: { amount: row.total, currency }, nights: stay.nights },
    ...(row.distance === undefined ? {} : { distanceKm: Math.round(row.distance * 100) / 100 }),
  };
}
