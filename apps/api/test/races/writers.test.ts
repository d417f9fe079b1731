import { afterEach, beforeEach, expect, test } from "vitest";
import { checkInvariants } from "../../src/invariants.ts";
import { cancelBooking } from "../../src/modules/bookings/cancel-booking.ts";
import { createBooking } from "../../src/modules/bookings/create-booking.ts";
import type { AnyAction, UserActor } from "../../src/platform/action.ts";
import { AppError } from "../../src/platform/errors.ts";
import { newId } from "../../src/platform/ids.ts";
import { type Rig, startRig } from "../rig.ts";
import { asSuperuser } from "../superuser.ts";
import { dice, raceSwaps } from "./contention.ts";

const writers = 32;
const triesEach = 1000;
const homes = 12;
const daysOpen = 300;
const seed = 20_261_120;

/** A database of its own for each race: some end with every connection ended, or with constraints dropped. */
let rig: Rig;
beforeEach(async () => {
  rig = await startRig({ DATABASE_POOL_SIZE: String(writers) });
});
afterEach(() => rig.close());

test("32 writers with 1,000 tries each: no overlap, no deadlock, no error", async () => {
  await rig.app.engine.warm(writers);
  const host = await rig.addUser(["guest", "host"]);
  const listingIds = await Promise.all(Array.from({ length: homes }, () => rig.addHome({ host_id: host.userId })));
  const guests = await Promise.all(Array.from({ length: writers }, () => rig.addUser()));
  const quotes = await quoteMany(listingIds);
  const counts = { wins: 0, dates_unavailable: 0, cancelled: 0, others: new Array<string>() };

  await Promise.all(
    guests.map(async (guest, writer) => {
      const roll = dice(seed + writer);
      for (let attempt = 0; attempt < triesEach; attempt += 1) {
        const quoteId = quotes[writer * triesEach + attempt] ?? "";
        const made = await attemptOf(createBooking, { quoteId }, guest);
        if (made.refused === "booking.dates_unavailable") counts.dates_unavailable += 1;
        else if (made.refused !== undefined) counts.others.push(made.refused);
        else counts.wins += 1;
        // Two in three give the dates back, so that the homes never fill up and the race goes on.
        if (made.output === undefined || roll(3) === 0) continue;
        const given = await attemptOf(cancelBooking, { bookingId: createBooking.output.parse(made.output).id }, guest);
        if (given.refused === undefined) counts.cancelled += 1;
        else counts.others.push(given.refused);
      }
    }),
  );

  expect(counts.others).toEqual([]);
  expect(counts.wins + counts.dates_unavailable).toBe(writers * triesEach);
  expect(counts.dates_unavailable / (writers * triesEach)).toBeGreaterThan(0.3);
  expect(counts.wins).toBeGreaterThan(1000);
  expect(await checkInvariants(rig.sql)).toEqual([]);
  expect(await deadlocksOf(rig)).toBe(0);
}, 180_000);

test("two claims in one transaction, in either order: no deadlock, and no overlap", async () => {
  const listingIds = [await rig.addHome(), await rig.addHome()];
  const counts = await raceSwaps({ url: rig.database.url, listingIds, writers: 16, tries: 100 });
  expect(counts).toMatchObject({ deadlocks: 0, others: [] });
  expect(counts.wins).toBeGreaterThan(50);
  expect(counts.refusals).toBeGreaterThan(50);
  expect(await overlapsIn(rig)).toBe(0);
});

test("without the exclusion constraints the same race overlaps: they are what keeps stays apart", async () => {
  await asSuperuser(rig.database, (client) =>
    client.query(`alter table occupancy drop constraint occupancy_no_two_stays,
      drop constraint occupancy_no_two_uses_of_a_night`),
  );
  const listingIds = [await rig.addHome()];
  await raceSwaps({ url: rig.database.url, listingIds, writers: 8, tries: 4 });
  expect(await overlapsIn(rig)).toBeGreaterThan(0);
});

test("without the listing's lock the same race deadlocks: it is what keeps claims from waiting in a circle", async () => {
  await asSuperuser(rig.database, (client) =>
    client.query(
      `do $$ begin execute format('alter database %I set deadlock_timeout = %L', current_database(), '20ms'); end $$`,
    ),
  );
  const listingIds = [await rig.addHome()];
  const { url } = rig.database;
  const counts = await raceSwaps({ url, listingIds, writers: 8, tries: 25, withoutLock: true });
  expect(counts.deadlocks).toBeGreaterThan(0);
  expect(await deadlocksOf(rig)).toBeGreaterThan(0);
  expect(await overlapsIn(rig)).toBe(0);
});

interface Attempt {
  readonly output?: unknown;
  readonly refused?: string;
}

async function attemptOf(action: AnyAction, input: object, actor: UserActor): Promise<Attempt> {
  const call = { actor, requestId: newId(), idempotencyKey: newId() };
  try {
    return { output: (await rig.app.engine.execute(action, call, input)).output };
  } catch (error) {
    return { refused: error instanceof AppError ? error.code : String(error) };
  }
}

/** A quote for each try: one to seven nights anywhere in the open days of one of the homes. */
async function quoteMany(listingIds: readonly string[]): Promise<readonly string[]> {
  const roll = dice(seed);
  const wishes = Array.from({ length: writers * triesEach }, () => ({
    id: newId(),
    home: listingIds[roll(listingIds.length)],
    day: 30 + roll(daysOpen),
    nights: 1 + roll(7),
  }));
  await rig.sql.run("test_quotes", quotesText, [JSON.stringify(wishes)]);
  return wishes.map(({ id }) => id);
}

const quotesText = `
  insert into quote (id, listing_id, check_in, check_out, adults, children, infants, pets, line_items, total_minor,
    currency, expires_at, presentment_currency, presentment_rate, presentment_source, presentment_at,
    presentment_minor, presentment_lines)
  select w.id, w.home, current_date + w.day, current_date + w.day + w.nights, 2, 0, 0, 0,
    jsonb_build_array(jsonb_build_object('kind', 'nightly', 'quantity', w.nights, 'unit', u, 'payer', 'guest',
      'payee', 'host', 'rule', 'nightly', 'version', 1,
      'amount', jsonb_build_object('amount', w.nights * 100000, 'currency', 'NOK'))),
    w.nights * 100000, 'NOK', now() + interval '1 day', 'NOK', 1, 'same', now(), w.nights * 100000,
    jsonb_build_array(w.nights * 100000)
  from jsonb_to_recordset($1::jsonb) as w (id uuid, home uuid, day int, nights int),
    jsonb_build_object('amount', 100000, 'currency', 'NOK') u`;

async function overlapsIn({ sql }: Rig): Promise<number> {
  return (await checkInvariants(sql)).filter(({ name }) => name === "occupancy.overlap").length;
}

/** By Postgres's own count. The engine tries a deadlocked transaction again, so nobody else would notice. */
const deadlocksOf = ({ database }: Rig): Promise<number> =>
  asSuperuser(database, async (client) => {
    // A connection reports what it counted when it ends.
    await client.query(
      "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
    );
    const text = "select deadlocks::int as count from pg_stat_database where datname = current_database()";
    return Number((await client.query(text)).rows[0]?.count);
  });
