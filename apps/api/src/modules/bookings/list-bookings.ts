import { BookingPage, ListBookingsInput } from "@roost/contract";
import { query } from "../../platform/action.ts";
import { personOf, signedIn } from "../../platform/policies.ts";
import { cursorsPort } from "../../platform/settings.ts";
import type { BookingRow } from "./store.ts";
import { bookingFor } from "./view.ts";

export const listBookings = query({
  name: "bookings.list",
  summary: "Your bookings, newest first: as guest, or as host.",
  input: ListBookingsInput,
  output: BookingPage,
  may: signedIn,
  async run(scope, { as, limit, cursor }) {
    const { userId } = personOf(scope.actor);
    const cursors = cursorsPort.from(scope);
    const list = `bookings.list:${as}:${userId}`;
    const [after = null] = cursor === undefined ? [] : cursors.read(list, cursor);
    const [rows, now] = await Promise.all([
      scope.sql.all<BookingRow>(`booking_list_${as}`, texts[as], [userId, after, limit + 1]),
      scope.now(),
    ]);
    const page = rows.slice(0, limit);
    const hasMore = rows.length > limit;
    const last = page.at(-1);
    return {
      data: page.map((row) => bookingFor(scope.actor, row, now)),
      nextCursor: hasMore && last ? cursors.write(list, [last.id]) : null,
      hasMore,
    };
  },
});

// The highest UUID stands for "from the start": ids are UUIDv7, so their order is that of creation.
const text = (column: "guest_id" | "host_id") => `select * from booking
  where ${column} = $1 and id < coalesce($2::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff') order by id desc limit $3`;

const texts = { guest: text("guest_id"), host: text("host_id") } as const;
