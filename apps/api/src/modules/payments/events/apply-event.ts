import { z } from "zod";
import { command } from "../../../platform/action.ts";
import { onlySystem } from "../../../platform/policies.ts";
import type { ProviderSubject } from "../gateway.ts";
import { subjects } from "./subjects.ts";

const kinds = [
  "payment",
  "refund",
  "dispute",
  "payout_account",
  "bank_payout",
  "transfer",
] as const satisfies readonly ProviderSubject["kind"][];

const ApplyEventInput = z.object({
  provider: z.string(),
  eventId: z.string(),
  /** Others that tell of the same thing, and were stored before it was fetched. */
  otherEventIds: z.array(z.string()).optional(),
  /** What the event tells of; null for one that tells us nothing. */
  kind: z.enum(kinds).nullable(),
  /** The thing as it was fetched after the event came. */
  seen: z.unknown(),
});

/** Applies stored events once: an event only says that something changed, `seen` is how it stands now. */
export const applyEvent = command({
  name: "payments.applyEvent",
  summary: "Apply a provider's event.",
  input: ApplyEventInput,
  output: z.object({ applied: z.boolean() }),
  may: onlySystem,
  async run(scope, { provider, eventId, otherEventIds = [], kind, seen }) {
    let applied = false;
    const isFirst = async () => {
      const marked = await scope.sql.run(
        "provider_event_applied",
        `update provider_event set applied_at = now(), attempts = attempts + 1, gave_up_at = null
         where provider = $1 and event_id = any($2::text[]) and applied_at is null`,
        [provider, [eventId, ...otherEventIds]],
      );
      applied = marked > 0;
      return applied;
    };
    const handler = kind === null ? undefined : subjects[kind];
    // The thing before its event: everybody locks in that order.
    await (handler ? handler.apply(scope, seen, isFirst) : isFirst());
    return { applied };
  },
});
