import { BookingPage, type BookingPhase, ListBookingsInput } from "@roost/contract";
import type { z } from "zod";
import { query } from "../../platform/action.ts";
import { AppError } from "../../platform/errors.ts";
import { personOf, signedIn } from "../../platform/policies.ts";
import { cursorsPort } from "../../platform/settings.ts";
import { statesOf } from "./lifecycle.ts";
import type { BookingRow } from "./store.ts";
import { bookingFor } from "./view.ts";

type Wanted = z.output<typeof ListBookingsInput>;

export const listBookings = query({
  name: "bookings.list",
  summary: "Your bookings, newest first: as guest, or as host; all, or those of a phase or of a time.",
  input: ListBookingsInput,
  output: BookingPage,
  may: signedIn,
  async run(scope, wanted) {
    const { limit, cursor, from, to } = wanted;
    refuseEmptyRange(wanted);
    const { userId } = personOf(scope.actor);
    const cursors = cursorsPort.from(scope);
    const { name, text } = statementFor(wanted);
    // A cursor belongs to the list that it is from, filters and all.
    const list = ["bookings.list", name, userId, from ?? "", to ?? ""].join(":");
    const [after = null] = cursor === undefined ? [] : cursors.read(list, cursor);
    const dates = [from, to].filter((date) => date !== undefined);
    const [rows, now] = await Promise.all([
      scope.sql.all<BookingRow>(name, text, [userId, after, limit + 1, ...dates]),
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

function refuseEmptyRange({ from, to }: Wanted): void {
  if (from === undefined || to === undefined || from < to) return;
  const issues = [{ pointer: "/to", code: "invalid_range", detail: "must be after from" }];
  throw new AppError("stay.invalid_range", { issues });
}

/** The statement for one shape of a question, named by its shape. The states stand in it, so that indexes are seen. */
function statementFor({ as, phase, from, to }: Wanted): { readonly name: string; readonly text: string } {
  const shown = phase === "CANCELED" ? "CANCELLED" : phase;
  const name = ["booking_list", as, shown?.toLowerCase(), from && "from", to && "to"].filter(Boolean).join("_");
  const column = as === "guest" ? "guest_id" : "host_id";
  // The highest UUID stands for "from the start": ids are UUIDv7, so their order is that of creation.
  const conditions = [
    `${column} = $1`,
    "id < coalesce($2::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')",
    ...(shown ? [`state in (${literals(shown)})`] : []),
    ...(from ? ["check_out > $4::date"] : []),
    ...(to ? [`check_in < $${from ? 5 : 4}::date`] : []),
  ];
  return { name, text: `select * from booking where ${conditions.join(" and ")} order by id desc limit $3` };
}

const literals = (phase: BookingPhase): string =>
  statesOf(phase)
    .map((state) => `'${state}'`)
    .join(", ");
