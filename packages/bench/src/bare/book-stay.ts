import { createHash, randomUUIDv7 } from "node:crypto";
import type pg from "pg";
import { openText, readText, sessionText, storedText, writeText } from "./book-stay-sql.ts";

export interface Order {
  readonly token: string;
  readonly key: string;
  readonly quoteId: string;
  readonly requestId: string;
}

export interface Reply {
  readonly status: number;
  readonly body: string;
  readonly committed: boolean;
}

interface Session {
  readonly userId: string;
  readonly emailVerified: boolean;
}

interface Stored {
  readonly hash: string;
  readonly response: string;
}

interface PriceLine {
  readonly kind: string;
  readonly payer: string;
  readonly payee: string;
  readonly amount: { readonly amount: number };
}

interface QuotedStay {
  readonly id: string;
  readonly listing_id: string;
  readonly host_id: string;
  readonly check_in: string;
  readonly check_out: string;
  readonly adults: number;
  readonly children: number;
  readonly infants: number;
  readonly pets: number;
  readonly line_items: readonly PriceLine[];
  readonly total_minor: number;
  readonly currency: string;
  readonly presentment_currency: string;
  readonly presentment_rate: string;
  readonly presentment_source: string;
  readonly presentment_at: string;
  readonly presentment_minor: number;
  readonly presentment_lines: readonly number[];
  readonly bookable: boolean;
  readonly now: string;
}

const holdMs = 15 * 60_000;
const refused = (status: number, code: string): Reply => ({ status, body: JSON.stringify({ code }), committed: false });

/** One booking in two round trips: everything that is read, then everything that is written, and the commit. */
export async function bookStay(pool: pg.Pool, order: Order): Promise<Reply> {
  const client = await pool.connect();
  let broken = false;
  try {
    const reply = await inTransaction(client, order);
    if (!reply.committed) await client.query("rollback");
    return reply;
  } catch (error) {
    broken = true;
    throw error;
  } finally {
    client.release(broken);
  }
}

async function inTransaction(client: pg.PoolClient, order: Order): Promise<Reply> {
  const { token, key, quoteId } = order;
  const tokenHash = createHash("sha256").update(token).digest();
  const bodyHash = createHash("sha256").update(JSON.stringify({ quoteId })).digest("hex");
  const ask = <Row extends object>(name: string, text: string, values: readonly unknown[]) =>
    client.query<Row>({ name, text, values: [...values] });
  const [, sessions, locks, answers, stays] = await Promise.all([
    client.query("begin"),
    ask<Session>("session", sessionText, [tokenHash]),
    ask<{ free: boolean }>("open", openText, [tokenHash, key]),
    ask<Stored>("stored", storedText, [tokenHash, key]),
    ask<QuotedStay>("stay", readText, [quoteId]),
  ]);
  const [session] = sessions.rows;
  if (!session) return refused(401, "auth.required");
  if (!session.emailVerified) return refused(403, "auth.email_unverified");
  const [stored] = answers.rows;
  if (stored) {
    if (stored.hash !== bodyHash) return refused(422, "idempotency.mismatch");
    return { status: 201, body: stored.response, committed: false };
  }
  if (!locks.rows[0]?.free) return refused(409, "idempotency.running");
  const [stay] = stays.rows;
  if (!stay) return refused(404, "not_found");
  if (stay.host_id === session.userId) return refused(403, "booking.own_listing");
  if (!stay.bookable) return refused(409, "quote.used");

  const now = new Date(stay.now);
  const ids = { booking: randomUUIDv7(), payment: randomUUIDv7() };
  const payBy = new Date(now.getTime() + holdMs);
  const body = JSON.stringify(bookingOf({ stay, ids, guestId: session.userId, payBy }));
  const parties = [ids.booking, ids.payment, stay.id, stay.listing_id, session.userId, stay.host_id];
  const terms = [stay.check_in, stay.check_out, now, payBy, stay.presentment_currency, stay.presentment_minor];
  const values = [...parties, ...terms, randomUUIDv7(), randomUUIDv7(), randomUUIDv7()];
  const [, written, commit] = await Promise.all([
    ask("drop_expired", "delete from occupancy where listing_id = $1 and kind = 'hold' and expires_at <= $2", [
      stay.listing_id,
      now,
    ]),
    ask("write", writeText, [...values, order.requestId, key, bodyHash, body, stay.currency, linesToPay(stay)]),
    client.query("commit"),
  ]);
  if (commit.command !== "COMMIT") throw new Error("the transaction was rolled back by the database");
  if (written.rowCount === 1) return { status: 201, body, committed: true };
  return { ...refused(409, "booking.dates_unavailable"), committed: true };
}

/** What the payment keeps of the price: whose each line becomes, in the guest's currency and in the home's. */
const linesToPay = ({ line_items, presentment_lines }: QuotedStay): string =>
  JSON.stringify(
    line_items.map(({ kind, payer, payee, amount }, line) => {
      const amountMinor = presentment_lines[line];
      return { line, kind, payer, payee, amountMinor, settleMinor: amount.amount };
    }),
  );

interface Booked {
  readonly stay: QuotedStay;
  readonly ids: { readonly booking: string; readonly payment: string };
  readonly guestId: string;
  readonly payBy: Date;
}

const bookingOf = ({ stay, ids, guestId, payBy }: Booked) => ({
  id: ids.booking,
  guestId,
  hostId: stay.host_id,
  listingId: stay.listing_id,
  checkIn: stay.check_in,
  checkOut: stay.check_out,
  guests: { adults: stay.adults, children: stay.children, infants: stay.infants, pets: stay.pets },
  bookingMode: "instant",
  state: "pending_payment",
  phase: "PENDING",
  lineItems: stay.line_items,
  total: { amount: stay.total_minor, currency: stay.currency },
  presentment: {
    currency: stay.presentment_currency,
    rate: stay.presentment_rate.replace(/\.?0+$/, ""),
    source: stay.presentment_source,
    at: stay.presentment_at,
    total: { amount: stay.presentment_minor, currency: stay.presentment_currency },
    lines: stay.presentment_lines.map((amount) => ({ amount, currency: stay.presentment_currency })),
  },
  paymentId: ids.payment,
  payBy: payBy.toISOString(),
  respondBy: null,
  declineReason: null,
  nextActions: [
    { action: "pay", allowed: true, reason: null },
    { action: "cancel", allowed: true, reason: null },
  ],
  createdAt: stay.now,
});
