import type { Engine } from "../../platform/engine.ts";
import { newId } from "../../platform/ids.ts";
import type { Sql } from "../../platform/sql.ts";
import type { Sweep } from "../../platform/sweeps.ts";
import { expireBooking } from "./expire-booking.ts";

const batch = 100;

/** Bookings whose time to pay is over, one command each, so that one that fails keeps none of the others waiting. */
export function bookingSweeps({ engine, sql }: { readonly engine: Engine; readonly sql: Sql }): readonly Sweep[] {
  return [
    {
      name: "bookings.expire",
      async run() {
        const due = await sql.all<{ id: string }>("booking_due", dueText, [batch]);
        let expired = 0;
        for (const { id } of due) {
          const call = { actor: { kind: "system" }, requestId: newId() } as const;
          const { output } = await engine.execute(expireBooking, call, { bookingId: id });
          if (expireBooking.output.parse(output).expired) expired += 1;
        }
        return expired;
      },
    },
  ];
}

const dueText = `select id from booking where state = 'pending_payment' and pay_by <= roost_now()
  order by pay_by limit $1`;
