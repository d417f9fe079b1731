import type { BookingState } from "@roost/contract";
import { z } from "zod";
import type { AnyAction } from "../../platform/action.ts";
import type { Engine } from "../../platform/engine.ts";
import type { Log } from "../../platform/log.ts";
import type { Sql } from "../../platform/sql.ts";
import { dueNow, pageOfDue, type Sweep, sweepRows } from "../../platform/sweeps.ts";
import { beginStay } from "./begin-stay.ts";
import { completeStay } from "./complete-stay.ts";
import { expireBooking } from "./expire-booking.ts";

export interface BookingSweepOptions {
  readonly engine: Engine;
  readonly sql: Sql;
  readonly log: Log;
}

const Moved = z.object({ moved: z.boolean() });

/** What falls due in a booking's life. */
export function bookingSweeps({ engine, sql, log }: BookingSweepOptions): readonly Sweep[] {
  const sweep = (action: AnyAction, due: DueBookings) =>
    sweepRows({
      name: action.name,
      log,
      due: (after, limit) =>
        sql.all<{ id: string }>(`due_now_${action.name}_${due.state}`, textOf(due), [after, limit]),
      move: async (bookingId, call) => Moved.parse((await engine.execute(action, call, { bookingId })).output).moved,
    });
  return [
    sweep(expireBooking, { state: "pending_payment", at: "pay_by" }),
    sweep(expireBooking, { state: "pending_host", at: "respond_by" }),
    sweep(expireBooking, { state: "accepted", at: "pay_by" }),
    sweep(beginStay, { state: "confirmed", at: "starts_at" }),
    sweep(completeStay, { state: "checked_in", at: "ends_at" }),
  ];
}

interface DueBookings {
  readonly state: BookingState;
  readonly at: "pay_by" | "respond_by" | "starts_at" | "ends_at";
}

const textOf = ({ state, at }: DueBookings) =>
  pageOfDue(`select id from booking where state = '${state}' and ${at} <= ${dueNow}`);
