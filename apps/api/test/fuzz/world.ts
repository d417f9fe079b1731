import { randomUUID } from "node:crypto";
import { createSession, makeVerificationToken } from "../../src/modules/auth/index.ts";
import { type Persona, permissions } from "../../src/permissions.ts";
import { type TestApp, until } from "../app.ts";
import { advance, booked, home, type Person, password, pay, person, plainHome, quoteFor, stay } from "../factories.ts";
import { payoutOf } from "../payouts.ts";
import { pendingSignUp } from "../pending-sign-up.ts";
import { sendFile, tinyPng } from "../photos.ts";
import { daysAhead } from "../rig.ts";
import type { Known } from "./inputs-of.ts";

/** Who calls, by his line in the table of permissions. */
const personaOf = {
  guest: "guest",
  host: "host",
  operator: "operator",
  other: "stranger",
  nobody: "anonymous",
} as const satisfies Readonly<Record<string, Persona>>;
export type CallerName = keyof typeof personaOf;

const callers = ["guest", "host", "operator", "other", "nobody"] as const satisfies readonly CallerName[];

/** Callers of an action: whoever may do it comes four times as often, so that much of it is done. */
export const callersOf = (action: string): readonly CallerName[] =>
  callers.flatMap((caller) => {
    const may = permissions[action]?.some((rule) => rule[personaOf[caller]] === "yes");
    return Array.from({ length: may ? 4 : 1 }, () => caller);
  });

export interface World {
  readonly known: Known;
  /** A new session: some calls end the one that they come with. */
  tokenOf(caller: CallerName): Promise<string | undefined>;
  /** Names such as `@booking.new` inside an input, each replaced by what it stands for in this run. */
  resolve(input: unknown): Promise<unknown>;
}

/**
 * A product in use, so that what is right goes deep. Inputs name its things (`@quote.new`), so that a failure found
 * with one database is the same on the next.
 */
export async function startWorld(app: TestApp): Promise<World> {
  const [guest, host, other] = [await person(app), await person(app, "host"), await person(app)];
  const operator = await person(app, "admin");
  const loft = await home(app, host);
  const people: Record<CallerName, Person | undefined> = { nobody: undefined, guest, host, operator, other };
  const run = (statement: string, values: readonly unknown[]) => app.app.pool.query(statement, [...values]);
  const paid = async (nights: { readonly checkIn: string; readonly checkOut: string }) => {
    const booking = await booked(app, guest, { listing: loft, dates: nights });
    await pay(app, guest, { bookingId: booking.id, card: "pm_card_visa" });
    return booking;
  };
  const disputed = async () => {
    const { id: bookingId, paymentId } = await booking();
    await pay(app, guest, { bookingId, card: "pm_card_createDispute" });
    const byPayment = "select id from chargeback where payment_id = $1";
    const find = () => app.app.sql.one<{ id: string }>("test_chargeback_of", byPayment, [paymentId]);
    return (await until("the dispute", find)).id;
  };
  const requested = async () => {
    const listing = await home(app, host, { bookingMode: "request" });
    const asked = await booked(app, guest, { listing, dates: stay(45) });
    await pay(app, guest, { bookingId: asked.id, card: "pm_card_visa" });
    return asked.id;
  };
  const photo = async () => {
    // Room for it, whoever has asked for how many.
    await run("delete from photo where listing_id = $1 and status = 'awaiting_upload'", [loft.id]);
    const asked = { listingId: loft.id, contentType: "image/png", bytes: tinyPng.length } as const;
    const made = await app.client(host.token).listings.photos.request.mutate(asked);
    await sendFile(made.upload, tinyPng);
    return made.photo.id;
  };
  const review = (bookingId: string) =>
    app.client(guest.token).reviews.write.mutate({ bookingId, rating: 4, comment: "Quiet." });

  const past = await paid(stay(3, 1));
  await advance(app, "P6D");
  const published = await review(past.id);
  await advance(app, "P20D");
  const [over, ...finished] = await Promise.all([30, 32, 34, 36, 38].map((day) => paid(stay(day, 1))));
  await advance(app, "P14D");
  const hidden = await review(over?.id ?? "");
  // Somebody is coming, so that nobody archives it.
  await paid(stay(100, 1));

  // A home of its own: the nights of the others are blocked and closed by whoever asks for it.
  let at = { listing: await home(app, host), day: 45 };
  const dates = async () => {
    at = at.day < 600 ? { ...at, day: at.day + 3 } : { listing: await home(app, host), day: 48 };
    return { listing: at.listing, dates: stay(at.day, 2) };
  };
  const quote = async () => {
    const { listing, dates: nights } = await dates();
    return (await quoteFor(app, listing, nights)).id;
  };
  const booking = async () => booked(app, guest, await dates());
  const confirmed = await paid((await dates()).dates);
  const cancelled = await booking();
  await app.client(guest.token).bookings.cancel.mutate({ bookingId: cancelled.id });
  const oldQuote = await quote();
  await run("update quote set expires_at = $2 where id = $1", [oldQuote, "2026-01-01T00:00:00Z"]);
  const usedQuote = await quote();
  await app.client(guest.token).bookings.create.mutate({ quoteId: usedQuote });
  const token = async () => {
    const { userId } = await person(app);
    await run("update app_user set email_verified_at = null where id = $1", [userId]);
    return makeVerificationToken(app.app.sql, await pendingSignUp(app.app.sql, userId));
  };
  let blockedDay = 600;
  const block = async () => {
    blockedDay += 1;
    const nights = { first: daysAhead(blockedDay), until: daysAhead(blockedDay + 1) };
    return (await app.client(host.token).listings.block.mutate({ listingId: loft.id, ...nights })).id;
  };
  const feed = async () => {
    // Of its few calendars the home keeps the newest.
    await run("delete from calendar_feed where listing_id = $1", [loft.id]);
    const url = `https://feeds.example.com/${randomUUID()}.ics`;
    return (await app.client(host.token).listings.addFeed.mutate({ listingId: loft.id, url, name: "A" })).id;
  };
  // Whoever asks for it makes a new one, which makes the last one void.
  const calendarLink = async () => {
    const { url } = await app.client(host.token).listings.calendarLink.query({ listingId: loft.id });
    return new URL(url).searchParams.get("token") ?? "";
  };
  const cursorOf = ({ nextCursor }: { readonly nextCursor: string | null }) => nextCursor ?? "";
  await Promise.all([5, 6].map((nightlyPrice) => home(app, host, { nightlyPrice })));

  const fixed = new Map<string, string>(
    Object.entries({
      "@listing.open": loft.id,
      "@listing.draft": (await app.client(host.token).listings.create.mutate(plainHome)).id,
      "@listing.asks": (await home(app, host, { bookingMode: "request" })).id,
      "@listing.yen": (await home(app, host, { currency: "JPY", nightlyPrice: 1_000_000_000_000 })).id,
      "@quote.old": oldQuote,
      "@quote.used": usedQuote,
      "@booking.confirmed": confirmed.id,
      "@booking.cancelled": cancelled.id,
      "@booking.reviewed": past.id,
      ...Object.fromEntries(finished.map(({ id }, index) => [`@booking.finished${index}`, id])),
      "@payment.captured": confirmed.paymentId,
      "@payment.voided": cancelled.paymentId,
      "@review.published": published.id,
      "@review.hidden": hidden.id,
      "@payout.confirmed": (await payoutOf(app, host, confirmed.id)).id,
      "@url.own": `${app.origin}/hosting`,
      "@user.host": host.userId,
      "@email.guest": guest.email,
      "@cursor.search": cursorOf(await app.client().listings.search.query({ limit: 1 })),
      "@cursor.bookings": cursorOf(await app.client(guest.token).bookings.list.query({ limit: 1 })),
    }),
  );
  const made = new Map<string, () => Promise<string>>([
    ["@listing.new", oneFor(4, async () => (await home(app, host)).id)],
    ["@quote.new", quote],
    ["@booking.new", async () => (await booking()).id],
    ["@booking.requested", oneFor(3, requested)],
    ["@block.new", block],
    ["@chargeback.new", oneFor(8, disputed)],
    ["@photo.new", photo],
    ["@payment.new", async () => (await booking()).paymentId],
    ["@token.new", token],
    ["@token.calendar", calendarLink],
    ["@feed.new", feed],
  ]);
  // What is new is named more often: with it a call can succeed.
  const names = [...fixed.keys(), ...Array.from({ length: 3 }, () => [...made.keys()]).flat()];
  const named = (...starts: readonly string[]) =>
    names.filter((name) => starts.some((start) => name.startsWith(start)));
  const days = [50, 51, 52, 60, 90, 365, 729, 730, 731].map((day) => `@day.${day}`);

  async function resolve(input: unknown): Promise<unknown> {
    if (typeof input === "string") return valueOf(input);
    if (Array.isArray(input)) return Promise.all(input.map(resolve));
    if (typeof input !== "object" || input === null) return input;
    const entries = Object.entries(input).map(async ([key, value]) => [key, await resolve(value)] as const);
    return Object.fromEntries(await Promise.all(entries));
  }

  async function valueOf(text: string): Promise<string> {
    if (text.startsWith("@day.")) return daysAhead(Number(text.slice(5)));
    return made.get(text)?.() ?? fixed.get(text) ?? text;
  }

  return {
    resolve,
    async tokenOf(caller) {
      const who = people[caller];
      return who && (await createSession(app.app.sql, who.userId)).token;
    },
    known: {
      listingId: [...named("@listing."), "@listing.open", "@listing.open", "@listing.open"],
      quoteId: named("@quote."),
      bookingId: [...named("@booking."), ...Array.from({ length: 4 }, () => "@booking.requested")],
      paymentId: named("@payment."),
      chargebackId: named("@chargeback."),
      payoutId: named("@payout."),
      photoId: named("@photo."),
      photoIds: [["@photo.new"]],
      contentType: ["image/png"],
      returnUrl: named("@url."),
      reviewId: named("@review."),
      subjectId: named("@user."),
      userId: named("@user."),
      token: named("@token."),
      feedId: named("@feed."),
      url: ["https://feeds.example.com/a.ics", "webcal://feeds.example.com/b.ics", "https://127.0.0.1/c.ics"],
      email: named("@email."),
      cursor: named("@cursor."),
      password: [password],
      blockId: named("@block."),
      first: [740, 742, 750].map((day) => `@day.${day}`),
      until: [743, 751, 760].map((day) => `@day.${day}`),
      checkIn: days.slice(0, -1),
      checkOut: days.slice(1),
      guests: [{ adults: 1 }, { adults: 2, children: 1, infants: 1, pets: 1 }],
      city: ["Oslo"],
      roomType: ["entire"],
      radiusKm: [50],
      limit: [2],
      country: ["NO"],
      currency: ["NOK"],
      lat: [59.9],
      lng: [10.7],
      latitude: [59.9],
      longitude: [10.7],
      nightlyPrice: [1, 100_000],
      paymentMethodId: ["pm_card_visa", "pm_card_chargeDeclined", "pm_card_authenticationRequired", "pm_nobody"],
    },
  };
}

/** The same thing for so many who ask, then a new one: some things take long to make. */
function oneFor(times: number, make: () => Promise<string>): () => Promise<string> {
  let asked = 0;
  let made = Promise.resolve("");
  return () => {
    if (asked % times === 0) made = make();
    asked += 1;
    return made;
  };
}
