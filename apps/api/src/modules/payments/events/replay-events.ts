import { z } from "zod";
import { command } from "../../../platform/action.ts";
import { onlySystem } from "../../../platform/policies.ts";
import { applyEventQueue } from "./receive-event.ts";

/** One of the three; a page of them at a time, after an event's id. */
const ReplayEventsInput = z.object({
  eventId: z.string().nullable(),
  gaveUp: z.boolean(),
  since: z.iso.datetime().nullable(),
  after: z.string(),
});

const batch = 500;

/**
 * Lets stored events be applied anew, those that were applied, too: what they tell of is fetched as it is by now, and
 * moves go forward only.
 */
export const replayEvents = command({
  name: "payments.replayEvents",
  summary: "Apply stored events again.",
  input: ReplayEventsInput,
  output: z.object({ replayed: z.int(), last: z.string().nullable() }),
  may: onlySystem,
  async run({ sql, enqueue }, { eventId, gaveUp, since, after }) {
    const rows = await sql.all<{ provider: string; eventId: string }>(
      "provider_event_replay",
      `with chosen as (
         select provider, event_id from provider_event
         where event_id > $4 and (event_id = $1 or ($2 and gave_up_at is not null) or received_at >= $3::timestamptz)
         order by event_id limit ${batch} for update)
       update provider_event e set applied_at = null, gave_up_at = null, attempts = 0
       from chosen c where e.provider = c.provider and e.event_id = c.event_id
       returning e.provider, e.event_id as "eventId"`,
      [eventId, gaveUp, since, after],
    );
    for (const row of rows) enqueue(applyEventQueue, row);
    const last =
      rows
        .map((row) => row.eventId)
        .toSorted()
        .at(-1) ?? null;
    return { replayed: rows.length, last: rows.length < batch ? null : last };
  },
});
