import { randomUUID } from "node:crypto";
import { dateIn } from "../../dates.ts";
import { drive } from "../../drive.ts";
import { makeGuests } from "../../guests.ts";
import { httpText, keyed } from "../../http-text.ts";
import { makeQuotes } from "../../quotes.ts";
import type { World } from "../../world.ts";
import type { LivePayment } from "./live-payment.ts";
import type { Order } from "./story.ts";

export interface Opening {
  readonly port: number;
  readonly homes: readonly string[];
  readonly orders: readonly Order[];
  /** How many were opened before: each home in turn, then all of them again at later dates. */
  readonly from: number;
}

const connections = 16;

/** A booking and a begun payment for each order, made over HTTP as a guest makes them. */
export async function openPayments(world: World, { port, homes, orders, from }: Opening): Promise<LivePayment[]> {
  const { client } = world;
  const today = new Date();
  const stays = orders.map((_, index) => {
    const place = from + index;
    const first = 30 + Math.floor(place / homes.length) * 4;
    return {
      listingId: homes[place % homes.length] ?? "",
      checkIn: dateIn(today, first),
      checkOut: dateIn(today, first + 3),
    };
  });
  const quotes = await makeQuotes(client, stays);
  const guests = await makeGuests(client, connections);
  const bookings = await askAll(
    port,
    quotes.map((quoteId, index) => ({
      path: "/api/v1/bookings",
      token: guests[index % connections]?.token ?? "",
      body: { quoteId },
    })),
  );
  await askAll(
    port,
    bookings.map((text, index) => ({
      path: "/api/v1/payments",
      token: guests[index % connections]?.token ?? "",
      body: { bookingId: /"id":"([0-9a-f-]{36})"/.exec(text)?.[1] ?? "", provider: "stripe" },
    })),
  );
  // What waits for money would expire on a slow machine; how that ends is tested where it is the subject.
  await client.query("update booking set pay_by = now() + interval '1 day' where state = 'pending_payment'");
  await client.query("update payment set pay_by = now() + interval '1 day' where status = 'requires_payment'");
  await client.query("update occupancy set expires_at = now() + interval '1 day' where kind = 'hold'");
  return findPayments(world, quotes, orders);
}

interface Ask {
  readonly path: string;
  readonly token: string;
  readonly body: object;
}

const patience = 2000;

/** The answers, in the order of the questions. Who is told that the server is busy asks again, with the same key. */
async function askAll(port: number, asks: readonly Ask[]): Promise<readonly string[]> {
  const answers: string[] = [];
  const keys = asks.map(() => randomUUID());
  const left = asks.map((_, index) => index);
  const under = new Map<number, number>();
  let busy = 0;
  await drive({
    port,
    connections,
    next(connection) {
      const index = left.shift() ?? asks.length;
      const ask = asks[index];
      under.set(connection, index);
      return ask && httpText({ path: ask.path, headers: keyed(ask.token, keys[index] ?? ""), body: ask.body });
    },
    answered(connection, { status, body }) {
      const index = under.get(connection) ?? 0;
      if (status === 503 && busy++ < patience) return void left.unshift(index);
      if (status !== 201) throw new Error(`answered ${status}: ${body()}`);
      answers[index] = body();
    },
  });
  return answers;
}

async function findPayments({ client }: World, quotes: readonly string[], orders: readonly Order[]) {
  const { rows } = await client.query<{ quote: string; booking: string; intent: string }>(
    `select b.quote_id as quote, b.id as booking, p.provider_ref as intent
     from booking b join payment p on p.id = b.payment_id where b.quote_id = any($1::uuid[])`,
    [quotes],
  );
  const byQuote = new Map(rows.map((row) => [row.quote, row]));
  return quotes.map((quote, index): LivePayment => {
    const row = byQuote.get(quote);
    if (!row?.intent) throw new Error(`the payment of quote ${quote} was not begun`);
    return {
      bookingId: row.booking,
      intent: row.intent,
      order: orders[index] ?? [],
      reached: 0,
      charge: "",
      refund: "",
    };
  });
}
