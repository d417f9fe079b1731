import { type ProviderEventEntry, ProviderEventPage, ProviderEventsInput } from "@roost/contract";
import { query } from "../../../platform/action.ts";
import { onlyOperators } from "../../../platform/policies.ts";
import { cursorsPort } from "../../../platform/settings.ts";

export const webhookEvents = query({
  name: "admin.webhookEvents",
  summary: "The events that providers told, newest first: applied, waiting to be tried again, or given up.",
  input: ProviderEventsInput,
  output: ProviderEventPage,
  may: onlyOperators,
  async run(scope, { state, limit, cursor }) {
    const cursors = cursorsPort.from(scope);
    const list = `admin.webhookEvents:${state ?? "all"}`;
    const [receivedAt = null, eventId = null] = cursor === undefined ? [] : cursors.read(list, cursor);
    const by = state ?? "all";
    const rows = await scope.sql.all<ProviderEventEntry>(`provider_events_${by}`, texts[by], [
      receivedAt,
      eventId,
      limit + 1,
    ]);
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    return {
      data: page,
      nextCursor: last ? cursors.write(list, [last.receivedAt, last.eventId]) : null,
      hasMore: last !== undefined,
    };
  },
});

const text = (where: string) => `
  select provider, event_id as "eventId", type, account, attempts, last_error as "lastError",
    received_at as "receivedAt", applied_at as "appliedAt", gave_up_at as "gaveUpAt",
    case when applied_at is not null then 'applied' when gave_up_at is not null then 'gave_up' else 'waiting' end as state
  from provider_event
  where ($1::timestamptz is null or (received_at, event_id) < ($1, $2)) ${where}
  order by received_at desc, event_id desc limit $3`;

const texts = {
  all: text(""),
  applied: text("and applied_at is not null"),
  waiting: text("and applied_at is null and gave_up_at is null"),
  gave_up: text("and applied_at is null and gave_up_at is not null"),
} as const;
