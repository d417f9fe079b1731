import { dateIn } from "../../dates.ts";
import { makeGuests } from "../../guests.ts";
import { listHomes } from "../../homes.ts";
import { makeQuotes, type Stay } from "../../quotes.ts";
import type { Random } from "../../random.ts";
import type { World } from "../../world.ts";
import type { Caller } from "../caller.ts";
import { type Journey, makeJourney } from "./journey.ts";

export interface TravelOptions {
  readonly caller: Caller;
  readonly random: Random;
  /** How many travel at once, those apart who wait for an answer that was cut off. */
  readonly travellers: number;
}

export interface Travel {
  /** Nobody sets off any more; every journey, once its last answer is there. */
  end(): Promise<readonly Journey[]>;
}

const quotesAtOnce = 1000;
const nights = 3;
/** A journey that takes longer waits for a lease: somebody else sets off meanwhile. */
const slowMs = 3000;
const mostAtOnce = 50;

/** Guests who make one journey after the other, each to a home and dates that nobody else asks for. */
export async function startTravel(world: World, { caller, random, travellers }: TravelOptions): Promise<Travel> {
  const { client } = world;
  const homes = await listHomes(client);
  const guests = await makeGuests(client, travellers);
  const today = new Date();
  const journeys: Promise<Journey>[] = [];
  const quotes: string[] = [];
  let made = 0;
  let underWay = 0;
  const over = new AbortController();

  const stayAt = (index: number): Stay => {
    const day = 30 + Math.floor(index / homes.length) * (nights + 1);
    const listingId = homes[index % homes.length] ?? "";
    return { listingId, checkIn: dateIn(today, day), checkOut: dateIn(today, day + nights) };
  };
  const refill = async () => {
    const stays = Array.from({ length: quotesAtOnce }, () => stayAt(made++));
    quotes.push(...(await makeQuotes(client, stays)));
  };
  let refilling = refill();

  async function travel(token: string): Promise<void> {
    while (!over.signal.aborted) {
      if (quotes.length === 0) refilling = refilling.then(() => (quotes.length === 0 ? refill() : undefined));
      await refilling;
      const quoteId = quotes.pop();
      if (quoteId === undefined) continue;
      underWay += 1;
      const journey = makeJourney(caller, { quoteId, token }, random).finally(() => {
        underWay -= 1;
      });
      journeys.push(journey);
      await (underWay < mostAtOnce ? Promise.race([journey, pause(slowMs)]) : journey);
    }
  }

  const loops = guests.map(({ token }) => travel(token));
  return {
    async end() {
      over.abort();
      await Promise.all(loops);
      return Promise.all(journeys);
    },
  };
}

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
