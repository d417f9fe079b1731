import { z } from "zod";
import type { Engine } from "../../../platform/engine.ts";
import { newId } from "../../../platform/ids.ts";
import type { Queue } from "../../../platform/jobs.ts";
import type { House } from "../../../platform/port.ts";
import type { Sql } from "../../../platform/sql.ts";
import { gatewayPort } from "../gateway.ts";
import { applyEvent } from "./apply-event.ts";
import { applyEventQueue } from "./receive-event.ts";
import { subjects } from "./subjects.ts";

const EventKey = z.object({ provider: z.string(), eventId: z.string() });

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
        const { subject, account } = gatewayPort.from({ house }).parseEvent(event.body);
        const handler = subject === null ? undefined : subjects[subject.kind];
        const seen = subject && handler ? await handler.fetch({ house, sql }, subject.ref, account) : null;
        const input = { ...key, kind: handler && subject ? subject.kind : null, seen };
        await engine.execute(applyEvent, { actor: { kind: "system" }, requestId: newId() }, input);
      },
    },
  ];
}
