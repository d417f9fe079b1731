import { homeId, uuid } from "./made-homes.ts";
import { randomOf } from "./random.ts";

export interface Stays {
  readonly listings: number;
  readonly bookings: number;
  readonly seed: number;
  readonly today: Temporal.PlainDate;
}

export const stayColumns = "id, listing_id, nights, occupied, kind, reference, expires_at";

const year = 365;
const shortestSlot = 3;

/**
 * Taken nights, as calendars of elsewhere tell them: the same number in each home, give or take one, each in a part of
 * the coming year of its own, so that no two meet. About a fifth of all nights where a home has ten.
 */
export function* madeStays({ listings, bookings, seed, today }: Stays): Generator<string> {
  const random = randomOf(seed ^ 0x5ca1e);
  const most = Math.ceil(bookings / listings);
  const days = datesFrom(today, Math.max(year, most * shortestSlot) + 1);
  let number = 0;
  for (let home = 0; home < listings; home += 1) {
    const here = Math.floor(((home + 1) * bookings) / listings) - Math.floor((home * bookings) / listings);
    const slot = Math.max(shortestSlot, Math.floor(year / Math.max(1, here)));
    const longest = Math.min(28, Math.max(1, Math.floor(slot * 0.44)));
    const id = homeId(home);
    for (let turn = 0; turn < here; turn += 1, number += 1) {
      const nights = random.integer(1, longest);
      const first = turn * slot + random.integer(0, slot - nights - 1);
      const range = `[${days[first]},${days[first + nights]})`;
      yield `${uuid("0190c000-0000-7000-8000-", number)}\t${id}\t${range}\t${range}\texternal\tscale:${number}\t\\N`;
    }
  }
}

const datesFrom = (today: Temporal.PlainDate, count: number): readonly string[] =>
  Array.from({ length: count }, (_, days) => today.add({ days }).toString());
