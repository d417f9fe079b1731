import type { Engine } from "../../../platform/engine.ts";
import { newId } from "../../../platform/ids.ts";
import type { Log } from "../../../platform/log.ts";
import type { House } from "../../../platform/port.ts";
import type { Sql } from "../../../platform/sql.ts";
import type { Sweep } from "../../../platform/sweeps.ts";
import { eventListPort, type ListedEvent } from "./event-list.ts";
import { receiveEvent } from "./receive-event.ts";

export interface EventsSite {
  readonly engine: Engine;
  readonly house: House;
  readonly sql: Sql;
  readonly log: Log;
}

const hour = 60 * 60 * 1000;

/** Stores what the provider lists and never told us; it is applied like any other event. Answers how many there were. */
export async function findLostEvents(site: EventsSite, since?: Date): Promise<number> {
  let found = await readList(site, null, since);
  for (const account of await accountsUnderWay(site.sql)) {
    try {
      found += await readList(site, account, since);
    } catch (err) {
      // An account that was closed, or that has left us, lists nothing: the others must not go without.
      site.log.warn({ err, account }, "the provider's events of an account could not be listed");
    }
  }
  return found;
}

async function readList(site: EventsSite, account: string | null, since: Date | undefined): Promise<number> {
  const from = since ?? (await lookedAt(site.sql, account)) ?? new Date(Date.now() - 24 * hour);
  let found = 0;
  let newest: Date | null = null;
  for await (const page of eventListPort.from(site).events(from, account)) {
    for (const { createdAt } of page) if (newest === null || createdAt > newest) newest = createdAt;
    found += await storeMissing(site, page);
  }
  if (newest) await remember(site.sql, account, newest);
  return found;
}

/**
 * Connected accounts of which we wait to hear something, all of them, first those with money on its way: a bank may give
 * back what was paid for some days. Who has begun and not come back for a month is not waited for.
 */
async function accountsUnderWay(sql: Sql): Promise<readonly string[]> {
  const rows = await sql.all<{ account: string }>("provider_accounts_under_way", underWayText);
  return rows.map(({ account }) => account);
}

const underWayText = `
  select a.provider_ref as account
  from payout_account a
  left join (select distinct account_id from payout where status in ('in_transit', 'failed')
    or (status = 'paid' and paid_at > roost_now() - interval '14 days')) p on p.account_id = a.id
  where a.provider_ref is not null and (p.account_id is not null or a.status = 'restricted'
    or (a.status = 'onboarding' and a.created_at > roost_now() - interval '30 days'))
  order by p.account_id is null, a.id desc`;

async function storeMissing({ engine, sql }: EventsSite, page: readonly ListedEvent[]): Promise<number> {
  const telling = page.filter(({ subject }) => subject !== null);
  const known = await sql.all<{ id: string }>(
    "provider_events_known",
    "select event_id as id from provider_event where provider = 'stripe' and event_id = any($1::text[])",
    [telling.map(({ id }) => id)],
  );
  const ids = new Set(known.map(({ id }) => id));
  let stored = 0;
  for (const { id: eventId, type, body, account } of telling.filter(({ id }) => !ids.has(id))) {
    const call = { actor: { kind: "system" }, requestId: newId() } as const;
    await engine.execute(receiveEvent, call, { provider: "stripe", eventId, type, body, account });
    stored += 1;
  }
  return stored;
}

/** From when on to look: an hour before the newest event of the last time, by the provider's clock. */
async function lookedAt(sql: Sql, account: string | null): Promise<Date | undefined> {
  const row = await sql.one<{ until: string }>(
    "provider_event_list_until",
    "select until from provider_event_list where provider = 'stripe' and account = $1",
    [account ?? ""],
  );
  return row && new Date(new Date(row.until).getTime() - hour);
}

const remember = (sql: Sql, account: string | null, until: Date): Promise<number> =>
  sql.run(
    "provider_event_list_remember",
    `insert into provider_event_list (provider, account, until) values ('stripe', $1, $2)
     on conflict (provider, account) do update set until = greatest(provider_event_list.until, excluded.until)`,
    [account ?? "", until],
  );

const everyMs = 10 * 60 * 1000;

/** Each ten minutes of real time, the first time ten minutes after the start. */
export function lostEventsSweep(site: EventsSite): Sweep {
  let last = performance.now();
  return {
    name: "payments.findLostEvents",
    everyMs: 60_000,
    async run() {
      if (performance.now() - last < everyMs) return 0;
      last = performance.now();
      try {
        const found = await findLostEvents(site);
        if (found > 0) site.log.warn({ found }, "events of the provider had not come: they were fetched");
      } catch (error) {
        site.log.warn({ err: error }, "the provider's events could not be listed");
      }
      return 0;
    },
  };
}
