import { Booking, Quote } from "@roost/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { daysAhead, type Rig, startRig } from "../../../test/rig.ts";
import type { UserActor } from "../../platform/action.ts";
import { areNightsFree, releaseNights } from "../listings/index.ts";
import { createBooking } from "./create-booking.ts";
import { keepNights } from "./keep-nights.ts";
import { quoteStay } from "./quote-stay.ts";
import { findBooking } from "./store.ts";

let rig: Rig;
let guest: UserActor;
beforeAll(async () => {
  rig = await startRig();
  guest = await rig.addUser();
});
afterAll(() => rig.close());

interface Dates {
  readonly checkIn: string;
  readonly checkOut: string;
}

async function book(listingId: string, dates: Dates) {
  const quote = Quote.parse(await rig.call(quoteStay, { listingId, ...dates, guests: { adults: 2 } }));
  const { id } = Booking.parse(await rig.call(createBooking, { quoteId: quote.id }, guest));
  const row = await findBooking(rig.sql, id);
  if (!row) throw new Error("the booking is not there");
  return row;
}

const at = (instant: string) => new Date(instant).toISOString();

test.each([
  ["the home's hours", ["16:30", "10:00"], ["2027-07-01", "2027-07-03"], ["2027-07-01T14:30Z", "2027-07-03T08:00Z"]],
  ["winter", ["15:00", "11:00"], ["2027-01-10", "2027-01-12"], ["2027-01-10T14:00Z", "2027-01-12T10:00Z"]],
  // On 28 March the clocks go from 02:00 to 03:00, on 31 October from 03:00 to 02:00.
  ["skipped hours", ["02:30", "02:30"], ["2027-03-28", "2027-03-29"], ["2027-03-28T01:30Z", "2027-03-29T00:30Z"]],
  ["repeated hours", ["02:30", "02:30"], ["2027-10-30", "2027-10-31"], ["2027-10-30T00:30Z", "2027-10-31T01:30Z"]],
] as const)("a stay begins and ends at instants of %s", async (_what, [from, before], [first, last], [begin, end]) => {
  const listingId = await rig.addHome({ check_in_from: from, check_out_before: before });
  const { starts_at, ends_at } = await book(listingId, { checkIn: first, checkOut: last });
  expect([at(starts_at), at(ends_at)]).toEqual([at(begin), at(end)]);
});

test("what a home says later changes nothing for who has booked", async () => {
  const listingId = await rig.addHome({ check_in_from: "16:00", preparation_days: 2 });
  const booked = await book(listingId, { checkIn: daysAhead(30), checkOut: daysAhead(33) });
  await rig.sql.run("test_change", "update listing set check_in_from = '18:00', preparation_days = 0 where id = $1", [
    listingId,
  ]);
  expect(await findBooking(rig.sql, booked.id)).toMatchObject({ starts_at: booked.starts_at, preparation_days: 2 });
});

test("the days after a stay stay free for preparation, also when a lost hold is taken again for good", async () => {
  const listingId = await rig.addHome({ preparation_days: 2 });
  const booked = await book(listingId, { checkIn: daysAhead(40), checkOut: daysAhead(43) });
  const after = (days: number) => ({ listingId, checkIn: daysAhead(days), checkOut: daysAhead(days + 1) });
  await expect(rig.call(quoteStay, { ...after(44), guests: { adults: 1 } })).rejects.toMatchObject({
    code: "booking.dates_unavailable",
  });
  expect(await areNightsFree(rig.sql, { ...after(45), now: new Date() })).toBe(true);

  await rig.sql.run("test_unprepared", "update listing set preparation_days = 0 where id = $1", [listingId]);
  await rig.inTransaction((sql) => releaseNights(sql, booked.id));
  await rig.inTransaction(async (sql) => {
    expect(await keepNights({ sql, now: new Date() }, booked, null)).toBe(true);
  });
  expect(await areNightsFree(rig.sql, { ...after(44), now: new Date() })).toBe(false);
});

test("a stay that has no room for its own preparation before the next one is refused", async () => {
  const listingId = await rig.addHome({ preparation_days: 1 });
  await book(listingId, { checkIn: daysAhead(50), checkOut: daysAhead(52) });
  const before = (to: number) =>
    rig.call(quoteStay, { listingId, checkIn: daysAhead(46), checkOut: daysAhead(to), guests: { adults: 1 } });
  await expect(before(50)).rejects.toMatchObject({ code: "booking.dates_unavailable" });
  expect(await before(49)).toMatchObject({ listingId });
});

test.each([
  ["min_nights", { min_nights: 4 }],
  ["max_guests", { max_guests: 1 }],
  ["booking_window", { booking_window_days: 20 }],
  ["advance_notice", { advance_notice_days: 60 }],
] as const)("a quoted stay that the home does not take any more is refused by %s", async (rule, change) => {
  const listingId = await rig.addHome();
  const wish = { listingId, checkIn: daysAhead(30), checkOut: daysAhead(33), guests: { adults: 2 } };
  const { id: quoteId } = Quote.parse(await rig.call(quoteStay, wish));
  const [[column, value] = ["", 0]] = Object.entries(change);
  await rig.pool.query(`update listing set ${column} = $2 where id = $1`, [listingId, value]);
  await expect(rig.call(createBooking, { quoteId }, guest)).rejects.toMatchObject({
    ...{ code: "stay.rule", details: { rules: [rule] } },
  });
});

test("a quote names the rules of the season that it breaks", async () => {
  const listingId = await rig.addHome({ advance_notice_days: 5, min_nights: 2 });
  await rig.sql.run(
    "test_rule",
    `insert into stay_rule (id, listing_id, first, until, min_nights, closed_to_arrival)
     values (gen_random_uuid(), $1, $2, $3, 4, true)`,
    [listingId, daysAhead(0), daysAhead(20)],
  );
  const wish = { listingId, checkIn: daysAhead(3), checkOut: daysAhead(6), guests: { adults: 1 } };
  await expect(rig.call(quoteStay, wish)).rejects.toMatchObject({
    code: "stay.rule",
    details: { rules: ["advance_notice", "closed_to_arrival", "min_nights"] },
  });
});
