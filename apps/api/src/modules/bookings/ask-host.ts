import type { EventData } from "@roost/contract";
import type { CommandScope } from "../../platform/action.ts";
import { assertThere } from "../../platform/assert-found.ts";
import { closePayment, findCaptureDeadline } from "../payments/index.ts";
import { giveUpBooking } from "./give-up-booking.ts";
import { keepNights } from "./keep-nights.ts";
import { transition } from "./lifecycle.ts";
import { respondBy } from "./respond-by.ts";
import { lockBooking, moveBooking } from "./store.ts";

/**
 * The amount is authorized: in the same transaction the host is asked, and the nights are held for his answer. Where
 * they are taken by now, or nobody has the time to answer, or the booking has ended, the guest's card is let go.
 */
export async function askHost(scope: CommandScope, { reference }: EventData["payment.authorized"]): Promise<void> {
  const booking = await lockBooking(scope, reference);
  assertThere(booking, `money was authorized for ${reference}, which is no booking`);
  if (booking.state !== "pending_payment") {
    const isOver = ["cancelled", "expired", "declined"].includes(booking.state);
    if (isOver) await closePayment(scope, reference, { evenIfUnderWay: true });
    return;
  }
  const captureBy = await findCaptureDeadline(scope.sql, reference);
  const until = respondBy({ now: scope.now, captureBy, startsAt: new Date(booking.starts_at) });
  if (until <= scope.now || !(await keepNights(scope, booking, until))) {
    await giveUpBooking(scope, booking, { move: "expire" });
    return;
  }
  await moveBooking(scope, booking, { state: transition(booking.state, "authorize"), until });
}
