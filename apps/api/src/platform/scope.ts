import type { EventData, EventType } from "@roost/contract";
import type pg from "pg";
import type { z } from "zod";
import type { Call, CommandScope, ProviderWork } from "./action.ts";
import { newId } from "./ids.ts";
import type { House } from "./port.ts";
import { prismaOn } from "./prisma-on.ts";
import type { Reactions } from "./reactions.ts";
import type { Sql } from "./sql.ts";
import type { Tail } from "./tail.ts";

/** How long a request has for its call at a provider before a sweep may take it over. */
const heldLeaseMs = 30_000;

interface Emitted {
  readonly id: string;
  readonly type: EventType;
  readonly data: EventData[EventType];
}

export interface OpenScope {
  /** Nothing was emitted, enqueued or recorded. */
  isQuiet(): boolean;
  readonly scope: CommandScope;
  readonly events: readonly Emitted[];
  /** Records work at a provider: `held` by this request, or `due` for the sweep. Answers its id. */
  record<I extends z.ZodObject, R>(work: ProviderWork<I, R>, intent: z.input<I>, lease: "held" | "due"): string;
  tail(options: {
    readonly action: string;
    readonly reactions: Reactions;
    readonly done: {
      /** What it was done to: the first of these that has an id. */
      readonly subject: readonly unknown[];
      readonly stored: Tail["idempotency"];
      readonly finished?: Tail["finished"];
    };
  }): Tail;
}

export interface ScopeOptions {
  readonly client: pg.PoolClient;
  readonly sql: Sql;
  readonly house: House;
  readonly call: Call;
  /** Whose doing it is in the audit trail, where Roost finishes what a person began. */
  readonly onBehalfOf?: string | null;
  readonly now: Date;
}

/** What a command sees of its transaction, and what it leaves for the tail. */
export function openScope({ client, sql, house, call, onBehalfOf = null, now }: ScopeOptions): OpenScope {
  const events: Emitted[] = [];
  const jobs: { name: string; data: object }[] = [];
  const calls: object[] = [];
  const actorId = call.actor?.kind === "user" ? call.actor.userId : onBehalfOf;

  const record: OpenScope["record"] = (work, intent, lease) => {
    const id = newId();
    const leaseMs = lease === "held" ? heldLeaseMs : 0;
    calls.push({
      id,
      work: work.name,
      intent: JSON.stringify(intent),
      actor_id: actorId,
      request_id: call.requestId,
      status: "running",
      attempts: lease === "held" ? 1 : 0,
      lease_expires_at: new Date(Date.now() + leaseMs),
      created_at: new Date(),
    });
    return id;
  };

  const scope: CommandScope = {
    house,
    sql,
    get tx() {
      return prismaOn(client);
    },
    actor: call.actor,
    requestId: call.requestId,
    now,
    emit: (type, data) => void events.push({ id: newId(), type, data }),
    enqueue: (name, data) => void jobs.push({ name, data }),
    later: (work, intent) => void record(work, intent, "due"),
  };

  return {
    scope,
    events,
    record,
    isQuiet: () => events.length + jobs.length + calls.length === 0,
    tail: ({ action, reactions, done }) => ({
      audit: {
        id: newId(),
        at: now,
        actor_id: actorId,
        action,
        subject: done.subject.map(idOf).find((id) => id !== null) ?? null,
        request_id: call.requestId,
      },
      events: events.map((event) => ({ ...event, at: now })),
      jobs: [
        ...jobs,
        ...events.flatMap(({ id, type, data }) =>
          (reactions[type]?.after ?? []).map((name) => ({ name, data: { eventId: id, type, data } })),
        ),
      ],
      calls,
      idempotency: done.stored,
      finished: done.finished ?? null,
    }),
  };
}

const idOf = (subject: unknown): string | null =>
  typeof subject === "object" && subject !== null && "id" in subject && typeof subject.id === "string"
    ? subject.id
    : null;
