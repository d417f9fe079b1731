import { z } from "zod";
import type { Engine } from "../../../platform/engine.ts";
import { newId } from "../../../platform/ids.ts";
import type { Queue } from "../../../platform/jobs.ts";
import type { House } from "../../../platform/port.ts";
import type { Sql } from "../../../platform/sql.ts";
import { gatewayPort, type ProviderSubject } from "../gateway.ts";
import { invoiceQueue } from "../receipts/jobs.ts";
import { applyEvent } from "./apply-event.ts";
import { applyEventQueue } from "./receive-event.ts";
import { subjects } from "./subjects.ts";

const EventKey = z.object({ provider: z.string(), eventId: z.string() });
type EventKey = z.output<typeof EventKey>;

export interface PaymentJobs {
  readonly engine: Engine;
  readonly house: House;
  readonly sql: Sql;
}

/** Applies stored events: fetches the object with no transaction open, then applies it in one. And numbers receipts. */
export const paymentQueues = (site: PaymentJobs): readonly Queue[] => [
  {
    name: applyEventQueue,
    async handle(data) {
      const [error] = await applyStored(site, [data]);
      if (error !== undefined) throw error;
    },
    handleMany: (jobs) => applyStored(site, jobs),
  },
  invoiceQueue(site.engine),
];

/** How many things are fetched and applied at once: fewer than there are connections. */
const atOnce = 8;

/** A provider tells several times of one thing: it is fetched and applied once for all events that are there. */
async function applyStored(site: PaymentJobs, jobs: readonly object[]): Promise<readonly (Error | undefined)[]> {
  const keys = jobs.map((job) => EventKey.parse(job));
  const errors = new Map<string, Error>();
  const groups = (await groupsOf(site, keys, errors)).values();
  const worker = async () => {
    for (const group of groups) await applyGroup(site, group, errors);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return keys.map((key) => errors.get(nameOf(key)));
}

interface Group {
  readonly subject: ProviderSubject | null;
  readonly account: string | null;
  readonly keys: EventKey[];
}

interface StoredRow extends EventKey {
  readonly body: string;
}

async function groupsOf({ house, sql }: PaymentJobs, keys: readonly EventKey[], errors: Map<string, Error>) {
  const rows = await sql.all<StoredRow>(
    "provider_event_find",
    `select provider, event_id as "eventId", body from provider_event
     where (provider, event_id) in (select * from unnest($1::text[], $2::text[])) and applied_at is null`,
    [keys.map(({ provider }) => provider), keys.map(({ eventId }) => eventId)],
  );
  const groups = new Map<string, Group>();
  for (const { provider, eventId, body } of rows) {
    const key = { provider, eventId };
    try {
      const { subject, account } = gatewayPort.from({ house }).parseEvent(body);
      const name = JSON.stringify([provider, subject, account]);
      const group = groups.get(name) ?? { subject, account, keys: [] };
      group.keys.push(key);
      groups.set(name, group);
    } catch (error) {
      await fail(sql, key, { error, errors });
    }
  }
  return [...groups.values()];
}

async function applyGroup(site: PaymentJobs, group: Group, errors: Map<string, Error>): Promise<void> {
  const { engine, house, sql } = site;
  const { subject, account, keys } = group;
  const [first, ...others] = keys;
  if (!first) return;
  try {
    const handler = subject === null ? undefined : subjects[subject.kind];
    const seen = subject && handler ? await handler.fetch({ house, sql }, subject.ref, account) : null;
    const otherEventIds = others.map(({ eventId }) => eventId);
    const input = { ...first, otherEventIds, kind: handler && subject ? subject.kind : null, seen };
    await engine.execute(applyEvent, { actor: { kind: "system" }, requestId: newId() }, input);
  } catch (error) {
    for (const key of keys) await fail(sql, key, { error, errors });
  }
}

const nameOf = ({ provider, eventId }: EventKey) => `${provider} ${eventId}`;

interface Failure {
  readonly error: unknown;
  readonly errors: Map<string, Error>;
}

/** The job is tried again, unless it was the last try. */
async function fail(sql: Sql, key: EventKey, { error, errors }: Failure): Promise<void> {
  const failure = error instanceof Error ? error : new Error("an event could not be applied", { cause: error });
  if (!(await noteFailure(sql, key, failure))) errors.set(nameOf(key), failure);
}

/** About half a day of tries: the job's waits double up to an hour. */
export const mostAttempts = 24;

const shownError = 500;

/** Writes down why an event could not be applied; true where that was the last try, and it waits for an operator. */
async function noteFailure(sql: Sql, { provider, eventId }: EventKey, error: Error): Promise<boolean> {
  const row = await sql.one<{ gaveUp: boolean }>(
    "provider_event_failed",
    `update provider_event set attempts = attempts + 1, last_error = $3,
       gave_up_at = case when attempts + 1 >= $4 then now() end
     where provider = $1 and event_id = $2 and applied_at is null returning gave_up_at is not null as "gaveUp"`,
    [provider, eventId, error.message.slice(0, shownError), mostAttempts],
  );
  return row?.gaveUp === true;
}
