import { Id } from "@roost/contract";
import { z } from "zod";
import type { Engine } from "../../../platform/engine.ts";
import { newId } from "../../../platform/ids.ts";
import type { Queue } from "../../../platform/jobs.ts";
import type { House } from "../../../platform/port.ts";
import type { Sql } from "../../../platform/sql.ts";
import type { Sweep } from "../../../platform/sweeps.ts";
import { applyFeed } from "./apply-feed.ts";
import { feedQueue, fetchFeed } from "./fetch-feed.ts";
import { startDueFeeds } from "./start-due-feeds.ts";

interface CalendarSite {
  readonly engine: Engine;
  readonly house: House;
  readonly sql: Sql;
}

const byRoost = () => ({ actor: { kind: "system" }, requestId: newId() }) as const;
const Job = z.object({ feedId: Id });

/** Reads one calendar: fetched with nothing held, then applied in one transaction. A second time changes nothing. */
export const calendarQueue = ({ engine, house, sql }: CalendarSite): Queue => ({
  name: feedQueue,
  async handle(job) {
    const { feedId } = Job.parse(job);
    const outcome = await fetchFeed({ house, sql }, feedId);
    if (outcome) await engine.execute(applyFeed, byRoost(), { feedId, outcome });
  },
});

/** Starts what is due, a hundred at a time. */
export const calendarSweep = ({ engine }: Pick<CalendarSite, "engine">): Sweep => ({
  name: startDueFeeds.name,
  everyMs: 10_000,
  run: async () => startDueFeeds.output.parse((await engine.execute(startDueFeeds, byRoost(), {})).output).started,
});
