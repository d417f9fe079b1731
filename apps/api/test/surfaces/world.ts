import type { Booking, CalendarFeed, Listing, Quote, Review } from "@roost/contract";
import { createAccount, createSession, makeVerificationToken } from "../../src/modules/auth/index.ts";
import { newId } from "../../src/platform/ids.ts";
import { startTestApp, type TestApp, until } from "../app.ts";
import { asOwner } from "../database.ts";
import { booked, home, type Person, pay, person, plainHome, quoteFor, type Stay, stay } from "../factories.ts";
import { pendingSignUp } from "../pending-sign-up.ts";
import { sendFile, tinyPng } from "../photos.ts";

export type Role = "guest" | "host" | "operator" | "stranger" | "newcomer" | "signed out";

/** One composed product with the same people and the same home as every other; it makes the same things in turn. */
export interface World {
  readonly app: TestApp;
  readonly guest: Person;
  readonly host: Person;
  readonly loft: Listing;
  /** A new session of somebody; of a newcomer, who did not exist before; or the token of one that has ended. */
  tokenOf(role: Role): Promise<string>;
  /** Dates that nobody else asks for. */
  dates(): Stay;
  account(email: string, password: string): Promise<string>;
  /** A token that confirms the address of somebody new. */
  verification(): Promise<string>;
  draft(): Promise<Listing>;
  /** A published home that nobody has booked. */
  open(): Promise<Listing>;
  archived(): Promise<Listing>;
  /** A calendar elsewhere, of a home of its own, where nobody answers. */
  feed(): Promise<CalendarFeed>;
  quote(dates?: Stay): Promise<Quote>;
  /** A photo of the loft that waits for its file; `sent`: the file is there. */
  photo(sent?: "sent"): Promise<{ readonly listingId: string; readonly photoId: string }>;
  /** Waits for its payment. */
  booking(): Promise<Booking>;
  paid(): Promise<Booking>;
  /** Paid with a card whose holder disputes it at once; a chargeback, unless the card only makes an inquiry. */
  disputed(card?: string): Promise<{ readonly booking: Booking; readonly chargebackId: string }>;
  /** Authorized, and waits for its host. */
  requested(): Promise<Booking>;
  /** A stay that is over. */
  finished(): Promise<Booking>;
  /** A review that only its author sees. */
  review(): Promise<Review>;
  run(statement: string, ...values: readonly unknown[]): Promise<void>;
}

// A calendar that nobody answers for is read again after some minutes: on a slow machine beside a call of another case.
const patientFeeds = `create function stay_patient() returns trigger language plpgsql as $$
    begin new.next_sync_at := new.next_sync_at + interval '10 years'; return new; end $$;
  create trigger patient before update on calendar_feed for each row when (new.failures > old.failures)
    execute function stay_patient()`;

export async function startWorld(): Promise<World> {
  const app = await startTestApp();
  await asOwner(app.database, patientFeeds);
  const { sql, engine } = app.app;
  const [guest, host, stranger] = [await person(app), await person(app, "host"), await person(app)];
  const operator = await person(app, "admin");
  const people = { guest, host, operator, stranger };
  const loft = await home(app, host);
  let days = 18;

  // One stay after the other, so that all of them lie in the two years that can be booked.
  const dates = () => stay((days += 3));
  const run: World["run"] = async (statement, ...values) => {
    await app.app.pool.query(statement, [...values]);
  };
  const booking = () => booked(app, guest, { listing: loft, dates: dates() });
  const paid = async () => {
    const made = await booking();
    await pay(app, guest, { bookingId: made.id, card: "pm_card_visa" });
    return made;
  };
  const disputed: World["disputed"] = async (card = "pm_card_createDispute") => {
    const made = await booking();
    await pay(app, guest, { bookingId: made.id, card });
    const byPayment = "select id from chargeback where payment_id = $1";
    const { id } = await until("the dispute", () =>
      sql.one<{ id: string }>("test_chargeback_of", byPayment, [made.paymentId]),
    );
    return { booking: made, chargebackId: id };
  };
  const requested = async () => {
    const listing = await home(app, host, { bookingMode: "request" });
    const made = await booked(app, guest, { listing, dates: dates() });
    await pay(app, guest, { bookingId: made.id, card: "pm_card_visa" });
    return made;
  };
  const finished = async () => {
    const made = await paid();
    for (const state of ["checked_in", "completed"]) {
      await run("update booking set state = $2::booking_state where id = $1", made.id, state);
    }
    return made;
  };
  const account: World["account"] = async (email, password) => {
    const call = { actor: { kind: "system" }, requestId: newId() } as const;
    const names = { firstName: "Kari", lastName: "Nordmann", roles: ["guest"] };
    const { output } = await engine.execute(createAccount, call, { email, password, ...names });
    return createAccount.output.parse(output).userId ?? "";
  };

  return {
    app,
    guest,
    host,
    loft,
    dates,
    run,
    booking,
    paid,
    disputed,
    requested,
    finished,
    account,
    async tokenOf(role) {
      if (role === "newcomer") return (await person(app)).token;
      if (role === "signed out") return "a".repeat(40);
      return (await createSession(sql, people[role].userId)).token;
    },
    async verification() {
      const { userId } = await person(app);
      await run("update app_user set email_verified_at = null where id = $1", userId);
      return makeVerificationToken(sql, await pendingSignUp(sql, userId));
    },
    async photo(sent) {
      const asked = { listingId: loft.id, contentType: "image/png", bytes: tinyPng.length } as const;
      const { photo, upload } = await app.client(host.token).listings.photos.request.mutate(asked);
      if (sent) await sendFile(upload, tinyPng);
      return { listingId: loft.id, photoId: photo.id };
    },
    draft: () => app.client(host.token).listings.create.mutate(plainHome),
    open: () => home(app, host),
    async archived() {
      const { id: listingId } = await home(app, host);
      return app.client(host.token).listings.archive.mutate({ listingId });
    },
    async feed() {
      const { listings } = app.client(host.token);
      const { id: listingId } = await listings.create.mutate(plainHome);
      return listings.addFeed.mutate({ listingId, url: "https://feeds.example.com/calendar.ics", name: "Airbnb" });
    },
    quote: (wanted = dates()) => quoteFor(app, loft, wanted),
    async review() {
      const { id: bookingId } = await finished();
      return app.client(guest.token).reviews.write.mutate({ bookingId, rating: 4, comment: "Quiet." });
    },
  };
}
