import { FeedFault, Id, LocalDate } from "@roost/contract";
import { z } from "zod";
import { type CommandScope, command } from "../../../platform/action.ts";
import { newId } from "../../../platform/ids.ts";
import { onlySystem } from "../../../platform/policies.ts";
import { settleExternalNights } from "../external-nights.ts";
import { localDate } from "../stay-rules.ts";
import { toldNights } from "../told-nights.ts";
import { feedChanges, type KnownNights } from "./feed-changes.ts";
import { nextSync } from "./sync-schedule.ts";

const Nights = z.strictObject({ uid: z.string(), part: z.string(), first: LocalDate, until: LocalDate });
const said = z.string().nullable();

/** How a fetch went. */
const Outcome = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("failed"), fault: FeedFault }),
  z.strictObject({ kind: z.literal("unchanged") }),
  z.strictObject({
    kind: z.literal("read"),
    isWhole: z.boolean(),
    events: z.array(Nights),
    unread: z.array(said),
    etag: said,
    lastModified: said,
    bodyHash: z.string(),
  }),
]);
export type Outcome = z.input<typeof Outcome>;
type Reading = Extract<z.output<typeof Outcome>, { kind: "read" }>;

interface Feed {
  readonly id: string;
  readonly listingId: string;
  readonly timeZone: string;
  readonly failures: number;
}

/** What a calendar elsewhere says becomes nights here. */
export const applyFeed = command({
  name: "listings.applyFeed",
  summary:
    "Takes the nights of a calendar that was read, frees those that it gave back, and tells the host of clashes.",
  input: z.strictObject({ feedId: Id, outcome: Outcome }),
  output: z.object({ moved: z.boolean() }),
  load: ({ sql }, { feedId }) => lockFeed(sql, feedId),
  may: onlySystem,
  async run(scope, { outcome }, feed) {
    // It was removed while it was fetched.
    if (!feed) return { moved: false };
    if (outcome.kind === "read") await applyReading(scope, feed, outcome);
    if (outcome.kind !== "failed") {
      await settleExternalNights(scope.sql, feed.listingId);
      await tellClashes(scope, feed);
    }
    await record(scope, feed, outcome);
    return { moved: true };
  },
});

/** The home's row goes first, as with everybody who takes nights. */
async function lockFeed(sql: CommandScope["sql"], feedId: string): Promise<Feed | undefined> {
  const [, feed] = await Promise.all([
    sql.one("feed_lock_listing", lockListingText, [feedId]),
    sql.one<Feed>("feed_lock", lockText, [feedId]),
  ]);
  return feed;
}

const lockListingText = `select l.id from listing l join calendar_feed f on f.listing_id = l.id where f.id = $1
  for no key update of l`;

const lockText = `select f.id, f.listing_id as "listingId", l.time_zone as "timeZone", f.failures
  from calendar_feed f join listing l on l.id = f.listing_id where f.id = $1 for update of f`;

async function applyReading({ sql, now }: CommandScope, feed: Feed, reading: Reading): Promise<void> {
  const { id, listingId, timeZone } = feed;
  const [known, told] = await Promise.all([
    sql.all<KnownNights>("feed_known", knownText, [id]),
    toldNights(sql, listingId),
  ]);
  const { gone, renamed, put } = feedChanges({
    ...{ listingId, today: localDate(now, timeZone), known, told },
    ...{ read: reading.events, isWhole: reading.isWhole, unread: reading.unread },
  });
  if (gone.length > 0) await sql.run("feed_forget", "delete from feed_event where id = any($1::uuid[])", [gone]);
  if (renamed.length > 0) await sql.run("feed_rename", renameText, [JSON.stringify(renamed)]);
  if (put.length === 0) return;
  const rows = put.map(({ isEcho, ...nights }) => ({ ...nights, id: newId(), state: isEcho ? "echo" : "taken" }));
  await sql.run("feed_put", putText, [id, listingId, JSON.stringify(rows)]);
}

const knownText = "select id, uid, part, first, until, state from feed_event where feed_id = $1";

const renameText = `update feed_event e set uid = x.uid, part = x.part
  from jsonb_to_recordset($1::jsonb) as x (id uuid, uid text, part text) where e.id = x.id`;

// Nights that were moved clash, or come from us, anew.
const putText = `insert into feed_event (id, feed_id, listing_id, uid, part, first, until, state)
  select x.id, $1::uuid, $2::uuid, x.uid, x.part, x.first, x.until, x.state
  from jsonb_to_recordset($3::jsonb)
    as x (id uuid, uid text, part text, first date, until date, state feed_event_state)
  on conflict (feed_id, uid, part) do update set first = excluded.first, until = excluded.until, state = excluded.state`;

/** Once for each booking that a range of nights clashes with. */
async function tellClashes({ sql, emit }: CommandScope, { id, listingId }: Feed): Promise<void> {
  const clashes = await sql.all<{ feedEventId: string; bookingId: string }>("feed_tell", tellText, [id]);
  for (const clash of clashes) emit("calendar.clashed", { listingId, ...clash });
}

const tellText = `with fresh as (
    select e.id, o.reference from feed_event e join occupancy o on o.listing_id = e.listing_id and o.kind = 'booking'
      and o.nights && daterange(e.first, e.until) and o.reference <> all (e.told)
    where e.feed_id = $1 and e.state = 'clashing'
  ), told as (
    update feed_event e set told = e.told || f.names
    from (select id, array_agg(reference) as names from fresh group by id) f where e.id = f.id
  )
  select id as "feedEventId", reference as "bookingId" from fresh order by 1, 2`;

async function record({ sql, now }: CommandScope, feed: Feed, outcome: z.output<typeof Outcome>): Promise<void> {
  const fault = outcome.kind === "failed" ? outcome.fault : isCutOff(outcome) ? "cut_off" : null;
  const failures = fault === null ? 0 : feed.failures + 1;
  const next = nextSync(now, failures, Math.random());
  await sql.run("feed_record", recordText, [feed.id, now, fault, failures, next]);
  if (outcome.kind !== "read") return;
  // What broke off must be read again whole, whatever the server says of it.
  const { etag, lastModified, bodyHash } = fault === null ? outcome : nothingKnown;
  await sql.run("feed_record_read", readText, [feed.id, etag, lastModified, bodyHash, outcome.unread.length]);
}

const nothingKnown = { etag: null, lastModified: null, bodyHash: null } as const;

const isCutOff = (outcome: z.output<typeof Outcome>) => outcome.kind === "read" && !outcome.isWhole;

const recordText = `update calendar_feed set last_fault = $3, failures = $4, next_sync_at = $5,
  last_synced_at = case when $3::text is null then $2 else last_synced_at end where id = $1`;

const readText = "update calendar_feed set etag = $2, last_modified = $3, body_hash = $4, unread = $5 where id = $1";
