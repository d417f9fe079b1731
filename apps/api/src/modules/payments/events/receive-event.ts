import { z } from "zod";
import { command } from "../../../platform/action.ts";
import { onlySystem } from "../../../platform/policies.ts";

export const applyEventQueue = "payments.apply-event";

const ReceivedEvent = z.object({
  provider: z.string(),
  eventId: z.string(),
  type: z.string(),
  body: z.string(),
  account: z.string().nullish(),
});

/** Stores a provider's event as it came, with the job that applies it. The same event again changes nothing. */
export const receiveEvent = command({
  name: "payments.receiveEvent",
  summary: "Store a provider's event.",
  input: ReceivedEvent,
  output: z.object({ isNew: z.boolean() }),
  may: onlySystem,
  async run({ sql, enqueue }, { provider, eventId, type, body, account = null }) {
    const written = await sql.run(
      "provider_event_store",
      `insert into provider_event (provider, event_id, type, body, account, received_at) values ($1, $2, $3, $4, $5, now())
       on conflict do nothing`,
      [provider, eventId, type, body, account],
    );
    if (written > 0) enqueue(applyEventQueue, { provider, eventId });
    return { isNew: written > 0 };
  },
});
