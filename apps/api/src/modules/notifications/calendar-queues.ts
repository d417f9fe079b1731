import { Id } from "@roost/contract";
import { z } from "zod";
import type { Queue } from "../../platform/jobs.ts";
import { calendarClashedMail } from "./calendar-clashed-mail.ts";
import { calendarClashFactsPort } from "./ports.ts";
import { type JobSite, sendNotification } from "./send-notification.ts";

/** The queue whose jobs tell hosts that a calendar elsewhere clashes with a booking. */
export const calendarQueues = (at: JobSite): readonly Queue[] => [
  { name: "mail.calendar-clashed", handle: (data) => tellClash(at, data) },
];

async function tellClash(at: JobSite, data: object): Promise<void> {
  const { eventId, data: ids } = ClashJob.parse(data);
  // A clash that is over by now is nothing to write about.
  const clash = await calendarClashFactsPort.from(at)(at.sql, ids);
  if (!clash) return;
  await sendNotification(at, {
    eventId,
    kind: "calendar-clashed",
    userId: clash.hostId,
    write: (host) => calendarClashedMail(clash, host),
  });
}

const ClashJob = z.object({ eventId: Id, data: z.object({ feedEventId: Id, bookingId: z.string() }) });
