import { newId } from "../../platform/ids.ts";
import type { Sql } from "../../platform/sql.ts";
import { isFree } from "./availability.ts";
import { settleExternalNights } from "./external-nights.ts";

/** Nights that a stay takes: local dates of the home, check-out exclusive. */
export interface Claim {
  readonly listingId: string;
  readonly checkIn: string;
  readonly checkOut: string;
  /** Days after the check-out that no other stay may take; none where not given. */
  readonly preparationDays?: number;
  /** What the nights are taken for: a booking's id. */
  readonly reference: string;
  /** Until when a hold lasts; null takes the nights for good, as a booking. */
  readonly expiresAt: Date | null;
  /** Domain time: holds of others that end by then make way. */
  readonly now: Date;
}

/**
 * Takes the nights, inside the caller's transaction; false when they are taken already. An expired hold makes way
 * even before the sweep ends its booking, which then is without occupancy until it does.
 *
 * The listing's row is locked first, so that two claims never wait for each other in a circle (the exclusion
 * constraints alone deadlock under contention). The other two statements come after the lock, each with a snapshot
 * of its own, so they see what was committed during the wait; all three travel in one round trip.
 */
export const claimNights = (sql: Sql, claim: Claim): Promise<boolean> =>
  take(sql, claim, claim.expiresAt === null ? "booking" : "hold");

/** Takes nights off the market, as a claim does; the days after them are nobody's. */
export const takeBlock = (sql: Sql, block: Omit<Claim, "expiresAt" | "preparationDays">): Promise<boolean> =>
  take(sql, { ...block, preparationDays: 0, expiresAt: null }, "block");

async function take(sql: Sql, claim: Claim, kind: "booking" | "hold" | "block"): Promise<boolean> {
  const { listingId, checkIn, checkOut, preparationDays = 0, reference, expiresAt, now } = claim;
  const stay = [newId(), listingId, checkIn, checkOut, preparationDays, kind, reference, expiresAt];
  const [, , taken] = await Promise.all([
    sql.one("occupancy_lock", lockText, [listingId]),
    sql.run("occupancy_drop_expired", dropExpiredText, [listingId, now]),
    sql.run("occupancy_claim", claimText, stay),
  ]);
  return taken === 1;
}

const lockText = "select id from listing where id = $1 for no key update";

// Where nights of another calendar wait for a hold to go, they come next, once its sweep releases it.
const dropExpiredText = `delete from occupancy where listing_id = $1 and kind = 'hold' and expires_at <= $2
  and not exists (select from feed_event e where e.listing_id = $1 and e.state = 'clashing')`;

// A home that was archived takes nobody in, whenever a quote for it was made or a payment for it arrives.
const claimText = `insert into occupancy (id, listing_id, nights, occupied, kind, reference, expires_at)
  select $1, id, daterange($3::date, $4::date), daterange($3::date, $4::date + $5::int), $6::occupancy_kind, $7,
    $8::timestamptz
  from listing where id = $2 and status <> 'archived'
  on conflict do nothing`;

/** Turns a hold into a booking's nights, expired or not; false when the reference holds nothing any more. */
export async function promoteHold(sql: Sql, reference: string): Promise<boolean> {
  return (await sql.run("occupancy_promote", promoteText, [reference])) > 0;
}

// A booking's nights stay as they are, so that promoting twice says true twice.
const promoteText = `update occupancy set kind = 'booking', expires_at = null
  where reference = $1 and kind in ('hold', 'booking')`;

/** Holds on until a later instant, expired or not; false when the reference holds nothing any more. */
export async function extendHold(sql: Sql, reference: string, expiresAt: Date): Promise<boolean> {
  return (await sql.run("occupancy_extend", extendText, [reference, expiresAt])) > 0;
}

const extendText = "update occupancy set expires_at = $2 where reference = $1 and kind = 'hold'";

/** Another range for nights that are taken already. */
export type Swap = Omit<Claim, "expiresAt">;

/**
 * Moves the nights of a booking to another range, hold or not, in one step: they may overlap those that it leaves.
 * False when the new ones are taken by others, and where the reference has none (any more); then all stays as it was.
 *
 * It asks before it moves, since an update that the constraints refuse would abort the transaction. With the listing's
 * row locked, as by everybody who takes nights, nothing can come between.
 */
export async function swapNights(sql: Sql, swap: Swap): Promise<boolean> {
  const { listingId, checkIn, checkOut, preparationDays = 0, reference, now } = swap;
  const [, , moved] = await Promise.all([
    sql.one("occupancy_lock", lockText, [listingId]),
    sql.run("occupancy_drop_others", dropOthersText, [listingId, now, reference]),
    sql.run("occupancy_swap", swapText, [listingId, reference, checkIn, checkOut, preparationDays]),
  ]);
  if (moved === 1) await settleExternalNights(sql, listingId);
  return moved === 1;
}

const dropOthersText = `${dropExpiredText} and reference <> $3`;

const swapText = `update occupancy o
  set revision = revision + 1, nights = daterange($3::date, $4::date), occupied = daterange($3::date, $4::date + $5::int)
  where o.listing_id = $1 and o.reference = $2 and o.kind in ('hold', 'booking') and not exists (
    select from occupancy x where x.listing_id = $1 and x.id <> o.id
      and (x.nights && daterange($3::date, $4::date)
        or x.kind in ('hold', 'booking') and x.occupied && daterange($3::date, $4::date + $5::int)))`;

/** Gives back the nights that were taken for a reference, if any: to another calendar that waits for them, else to all. */
export async function releaseNights(sql: Sql, reference: string): Promise<void> {
  const gone = await sql.one<{ listingId: string; waits: boolean }>("occupancy_release", releaseText, [reference]);
  if (gone?.waits) await settleExternalNights(sql, gone.listingId);
}

const releaseText = `delete from occupancy o where reference = $1 and kind in ('hold', 'booking')
  returning o.listing_id as "listingId",
    exists (select from feed_event e where e.listing_id = o.listing_id and e.state = 'clashing') as waits`;

/** Gives back the nights of a block. */
export async function releaseBlock(
  sql: Sql,
  { listingId, reference }: Pick<Claim, "listingId" | "reference">,
): Promise<void> {
  await sql.run("occupancy_release_block", releaseBlockText, [listingId, reference]);
  await settleExternalNights(sql, listingId);
}

const releaseBlockText = "delete from occupancy where listing_id = $1 and reference = $2 and kind = 'block'";

export type Wish = Pick<Claim, "listingId" | "checkIn" | "checkOut" | "preparationDays" | "now">;

/** Whether a claim would succeed now; only a claim decides. */
export async function areNightsFree(sql: Sql, wish: Wish): Promise<boolean> {
  const { listingId, checkIn, checkOut, preparationDays = 0, now } = wish;
  const values = [listingId, checkIn, checkOut, preparationDays, now];
  return (await sql.one<{ free: boolean }>("occupancy_free", freeText, values))?.free === true;
}

const terms = { listingId: "$1", checkIn: "$2::date", checkOut: "$3::date", preparationDays: "$4::int" } as const;
const freeText = `select ${isFree({ ...terms, now: "$5::timestamptz" })} as free`;

/**
 * The check-out of the last stay that runs on a day or lies ahead, or is waited for; null where there is none. A hold
 * counts until its booking has ended: a payment under way may still confirm it.
 */
export async function lastStayEnd(sql: Sql, listingId: string, today: string): Promise<string | null> {
  const row = await sql.one<{ until: string | null }>("occupancy_last_end", lastEndText, [listingId, today]);
  return row?.until ?? null;
}

const lastEndText = `select max(upper(nights)) as until from occupancy
  where listing_id = $1 and kind in ('hold', 'booking') and upper(nights) > $2::date`;
