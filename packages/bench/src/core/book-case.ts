import { randomUUID } from "node:crypto";
import type pg from "pg";
import { dateIn } from "../dates.ts";
import type { Guest } from "../guests.ts";
import { httpText, keyed } from "../http-text.ts";
import { makeQuotes, type Stay } from "../quotes.ts";
import type { Case } from "./case.ts";
import { ask, expectSame } from "./same-answer.ts";

export interface BookOptions {
  readonly client: pg.Client;
  readonly homes: readonly string[];
  readonly guests: readonly Guest[];
  readonly today: Date;
}

const path = "/api/v1/bookings";
const quotesAtHand = 6000;
// The year after the one whose calendars are filled.
const firstDay = 370;
const nights = 3;

/** A booking from a quote of its own, on dates that nobody else asks for. */
export function bookCase({ client, homes, guests, today }: BookOptions): Case {
  const quotes: string[] = [];
  let made = 0;
  const tokenOf = (connection: number) => guests[connection % guests.length]?.token ?? "";

  async function refill(count: number): Promise<void> {
    const stays = Array.from({ length: count - quotes.length }, () => stayAt(made++));
    quotes.unshift(...(await makeQuotes(client, stays)));
  }

  // Every home once, then every home again on later dates.
  function stayAt(index: number): Stay {
    const day = firstDay + Math.floor(index / homes.length) * (nights + 1);
    const listingId = homes[index % homes.length] ?? "";
    return { listingId, checkIn: dateIn(today, day), checkOut: dateIn(today, day + nights) };
  }

  const requestOf = (connection: number, quoteId: string, key: string) => ({
    path,
    headers: keyed(tokenOf(connection), key),
    body: { quoteId },
  });

  return {
    name: "rest.book",
    title: "POST /bookings from a quote, signed in, with an idempotency key",
    status: 201,
    /** Neighbouring dates of one home, one by each server; then the same key again, and the same dates again. */
    async compare(pair) {
      const answers: unknown[] = [];
      for (const [index, server] of pair.entries()) {
        const checkIn = dateIn(today, firstDay - 10 + index * nights);
        const stay = { listingId: homes[0] ?? "", checkIn, checkOut: dateIn(today, firstDay - 7 + index * nights) };
        const [quoteId = "", late = ""] = await makeQuotes(client, [stay, stay]);
        const key = randomUUID();
        const booked = await ask(server, requestOf(0, quoteId, key), 201);
        const again = await ask(server, requestOf(0, quoteId, key), 201);
        expectSame(path, [booked, again]);
        await ask(server, requestOf(0, late, randomUUID()), 409);
        answers.push(booked);
      }
      expectSame(path, answers, ["id", "paymentId", "payBy", "createdAt", "checkIn", "checkOut"]);
    },
    refill: () => refill(quotesAtHand),
    next(connection) {
      const quoteId = quotes.pop();
      return quoteId === undefined ? undefined : httpText(requestOf(connection, quoteId, randomUUID()));
    },
  };
}
