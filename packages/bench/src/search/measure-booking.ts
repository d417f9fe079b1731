import type pg from "pg";
import { bookCase } from "../core/book-case.ts";
import { type Figures, figuresOf } from "../core/measure.ts";
import { type Sample, takeSample } from "../core/sample.ts";
import { makeGuests } from "../guests.ts";
import { fillCalendars, listHomes } from "../homes.ts";
import { startRoost } from "../servers.ts";
import { startWorld } from "../world.ts";

export interface BookingCost {
  readonly listings: number;
  /** Bookings as they are. */
  readonly kept: Figures;
  /** Bookings while nobody keeps the search rows. */
  readonly unkept: Figures;
}

const connections = 8;
const warmUpMs = 2000;
const roundMs = 1200;
const rounds = 20;

/** What it costs a booking that the home's search row is kept: with that trigger and without it, in turn. */
export async function measureBooking(say: (line: string) => void): Promise<BookingCost> {
  const world = await startWorld(say);
  try {
    const { client } = world;
    await fillCalendars(client);
    const homes = await listHomes(client);
    const one = bookCase({ client, homes, guests: await makeGuests(client, connections), today: new Date() });
    const roost = await startRoost(world);
    try {
      say("Measuring what search rows cost a booking …");
      await takeSample(roost, one, { connections, ms: warmUpMs });
      const [kept, unkept]: [Sample[], Sample[]] = [[], []];
      for (let round = 0; round < rounds; round += 1) {
        // Pairs of rounds, the other one first in every other pair.
        for (const isKept of round % 2 === 0 ? [true, false] : [false, true]) {
          await keepSearchRows(client, isKept);
          (isKept ? kept : unkept).push(await takeSample(roost, one, { connections, ms: roundMs }));
        }
      }
      return { listings: homes.length, kept: figuresOf(kept), unkept: figuresOf(unkept) };
    } finally {
      await roost.stop();
    }
  } finally {
    await world.stop();
  }
}

async function keepSearchRows(client: pg.Client, isKept: boolean): Promise<void> {
  await client.query(`alter table occupancy ${isKept ? "enable" : "disable"} trigger listing_search_calendar`);
}
