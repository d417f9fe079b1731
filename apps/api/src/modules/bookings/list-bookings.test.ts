import { Booking, BookingPage, BookingPhase, Quote } from "@roost/contract";
import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { z } from "zod";
import { daysAhead, type Rig, startRig } from "../../../test/rig.ts";
import type { UserActor } from "../../platform/action.ts";
import { createBooking } from "./create-booking.ts";
import { listBookings } from "./list-bookings.ts";
import { quoteStay } from "./quote-stay.ts";

let rig: Rig;
let guest: UserActor;
let host: UserActor;
let all: readonly Booking[];
const many = 400;

/** A host with hundreds of bookings in every state; nine of ten are over, as it is with years of them. */
beforeAll(async () => {
  rig = await startRig();
  [guest, host] = [await rig.addUser(), await rig.addUser(["guest", "host"])];
  const listingId = await rig.addHome({ host_id: host.userId, booking_mode: "request" });
  const wish = { listingId, checkIn: daysAhead(3), checkOut: daysAhead(5), guests: { adults: 1 } };
  const { id: quoteId } = Quote.parse(await rig.call(quoteStay, wish));
  const { id } = Booking.parse(await rig.call(createBooking, { quoteId }, guest));
  const superuser = new pg.Client({ connectionString: rig.database.superuserUrl });
  await superuser.connect();
  await superuser.query("set session_replication_role = replica");
  await superuser.query(manyText, [id, many]);
  await superuser.query("analyze booking");
  await superuser.end();
  all = (await pages({ as: "host", limit: 100 })).flat();
});
afterAll(() => rig.close());

const manyText = `insert into booking select (jsonb_populate_record(b, jsonb_build_object(
    'id', uuidv7(), 'quote_id', uuidv7(), 'payment_id', uuidv7(), 'state', s.state,
    'check_in', b.check_in + n % 50, 'check_out', b.check_out + n % 50,
    'pay_by', case when s.state in ('pending_payment', 'accepted') then b.pay_by end,
    'respond_by', case when s.state = 'pending_host' then b.pay_by end,
    'asked_at', b.created_at, 'accepted_at', b.created_at,
    'confirmed_at', case when s.state in ('confirmed', 'checked_in', 'completed') then b.created_at end))).*
  from booking b cross join generate_series(1, $2::int) n
  cross join lateral (select case when n % 10 > 0 then (array['completed', 'cancelled', 'expired'])[1 + n % 3]
    else (array['pending_payment', 'pending_host', 'accepted', 'confirmed', 'checked_in', 'declined'])[1 + n / 10 % 6] end as state) s
  where b.id = $1`;

/** Every page of a list, to the last. */
async function pages(input: object, actor = host): Promise<readonly (readonly Booking[])[]> {
  const found: (readonly Booking[])[] = [];
  let cursor: string | null = null;
  do {
    const page: z.output<typeof BookingPage> = BookingPage.parse(
      await rig.call(listBookings, cursor === null ? input : { ...input, cursor }, actor),
    );
    found.push(page.data);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return found;
}

test("whatever is asked for: the pages together are what the whole list has of it, newest first, each once", async () => {
  expect(all).toHaveLength(many + 1);
  const day = fc.integer({ min: 0, max: 60 });
  const question = fc.record(
    {
      as: fc.constantFrom("guest", "host"),
      phase: fc.constantFrom(...BookingPhase.options),
      from: day,
      nights: fc.integer({ min: 1, max: 30 }),
      limit: fc.constantFrom(7, 20, 100),
    },
    { requiredKeys: ["as", "limit"] },
  );
  await fc.assert(
    fc.asyncProperty(question, async ({ as, phase, from, nights, limit }) => {
      const begin = from === undefined ? undefined : daysAhead(from);
      const end = nights === undefined ? undefined : daysAhead((from ?? 0) + nights);
      const asked = { as, limit, phase, from: begin, to: end };
      const found = await pages(asked, as === "guest" ? guest : host);
      const wanted = all.filter(
        (booking) =>
          (phase === undefined || booking.phase === phase) &&
          (begin === undefined || booking.checkOut > begin) &&
          (end === undefined || booking.checkIn < end),
      );
      expect(found.flat().map(({ id }) => id)).toEqual(wanted.map(({ id }) => id));
      expect(found.slice(0, -1).every((page) => page.length === limit)).toBe(true);
    }),
    { numRuns: 40 },
  );
});

test("a host's few open requests are found by an index that has no others", async () => {
  const plan = await rig.sql.all<Record<string, string>>(
    "test_plan",
    `explain select * from booking where host_id = $1 and id < coalesce($2::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
       and state in ('pending_host', 'accepted') order by id desc limit $3`,
    [host.userId, null, 21],
  );
  const text = plan.map((row) => Object.values(row)[0]).join("\n");
  expect(text).toContain("booking_of_host_not_over");
  expect(text).not.toContain("Sort");
});
