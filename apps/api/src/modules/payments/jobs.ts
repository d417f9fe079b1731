import { z } from "zod";
import type { Engine } from "../../platform/engine.ts";
import { newId } from "../../platform/ids.ts";
import type { Queue } from "../../platform/jobs.ts";
import type { House } from "../../platform/port.ts";
import type { Sql } from "../../platform/sql.ts";
import { applyEvent } from "./apply-event.ts";
import { gatewayPort, type ProviderState } from "./gateway.ts";
import { applyEventQueue } from "./receive-event.ts";
import { findAttempts } from "./store.ts";

const EventKey = z.object({ provider: z.string(), eventId: z.string() });

const IntentEvent = z.object({ data: z.object({ object: z.object({ object: z.string(), id: z.string() }) }) });

export interface PaymentJobs {
  readonly engine: Engine;
  readonly house: House;
  readonly sql: Sql;
}

/** Applies stored events: fetches the object with no transaction open, then applies it in one. */
export function paymentQueues({ engine, house, sql }: PaymentJobs): readonly Queue[] {
  return [
    {
      name: applyEventQueue,
      async handle(data) {
        const key = EventKey.parse(data);
        const event = await sql.one<{ body: string; applied_at: string | null }>(
          "provider_event_find",
          "select body, applied_at from provider_event where provider = $1 and event_id = $2",
          [key.provider, key.eventId],
        );
        if (!event || event.applied_at !== null) return;
        const intentId = intentOf(event.body);
        const before = intentId === null ? undefined : await findAttempts(sql, intentId, null);
        const state = intentId === null ? null : await stateNow(house, intentId);
        const input = { ...key, state, seen: before?.mark };
        await engine.execute(applyEvent, { actor: { kind: "system" }, requestId: newId() }, input);
      },
    },
  ];
}

/** The intent that an event tells of; null for events about anything else. */
function intentOf(body: string): string | null {
  const object = IntentEvent.safeParse(JSON.parse(body)).data?.data.object;
  return object?.object === "payment_intent" ? object.id : null;
}

async function stateNow(house: House, intentId: string): Promise<ProviderState> {
  const state = await gatewayPort.from({ house }).retrieve(intentId);
  if ("rejected" in state) throw new Error(state.rejected);
  return state;
}
