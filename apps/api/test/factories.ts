import { randomUUID } from "node:crypto";
import {
  type Booking,
  Booking as BookingOutput,
  type CreateListingInput,
  type Listing,
  type PaymentStarted,
  type Quote,
} from "@roost/contract";
import type { z } from "zod";
import { createAccount, createSession } from "../src/modules/auth/index.ts";
import { newId } from "../src/platform/ids.ts";
import type { TestApp } from "./app.ts";
import { send } from "./http.ts";
import { daysAhead } from "./rig.ts";

export interface Person {
  readonly userId: string;
  readonly email: string;
  readonly token: string;
}

export interface Stay {
  readonly checkIn: string;
  readonly checkOut: string;
}

export const password = "correct horse battery staple";

/** Somebody with a confirmed address who is signed in. */
export async function person(app: TestApp, role: "guest" | "host" | "admin" = "guest"): Promise<Person> {
  const email = `${role}-${randomUUID()}@example.com`;
  const roles = role === "guest" ? (["guest"] as const) : (["guest", role] as const);
  const call = { actor: { kind: "system" }, requestId: newId() } as const;
  const account = { email, password, firstName: "Kari", lastName: "Nordmann", roles: [...roles] };
  const { output } = await app.app.engine.execute(createAccount, call, account);
  const { userId } = createAccount.output.parse(output);
  if (userId === null) throw new Error(`${email} is taken`);
  const { token } = await createSession(app.app.sql, userId);
  return { userId, email, token };
}

export const people = (app: TestApp, count: number): Promise<readonly Person[]> =>
  Promise.all(Array.from({ length: count }, () => person(app)));

/** A published home in Oslo: 1,000.00 kr a night, 500.00 kr for cleaning, unless said otherwise. */
export async function home(
  app: TestApp,
  host: Person,
  wishes: Partial<z.input<typeof CreateListingInput>> = {},
): Promise<Listing> {
  const { listings } = app.client(host.token);
  const { id } = await listings.create.mutate({ ...plainHome, ...wishes });
  return listings.publish.mutate({ listingId: id });
}

export const plainHome = {
  title: "Loft by the river",
  description: "Quiet, with a view.",
  roomType: "entire",
  city: "Oslo",
  country: "NO",
  latitude: 59.9139,
  longitude: 10.7522,
  currency: "NOK",
  nightlyPrice: 100_000,
  cleaningFee: 50_000,
  maxGuests: 4,
  bedrooms: 2,
} as const satisfies z.input<typeof CreateListingInput>;

export const stay = (inDays: number, nights = 3): Stay => ({
  checkIn: daysAhead(inDays),
  checkOut: daysAhead(inDays + nights),
});

export const quoteFor = (app: TestApp, listing: { readonly id: string }, dates: Stay): Promise<Quote> =>
  app.client().bookings.quote.mutate({ listingId: listing.id, ...dates, guests: { adults: 2 } });

/** A booking that waits for its payment. */
export async function booked(
  app: TestApp,
  guest: Person,
  { listing, dates }: { readonly listing: { readonly id: string }; readonly dates: Stay },
): Promise<Booking> {
  const quote = await quoteFor(app, listing, dates);
  return app.client(guest.token).bookings.create.mutate({ quoteId: quote.id });
}

export const pay = (
  app: TestApp,
  guest: Person,
  payment: { readonly bookingId: string; readonly card?: string },
): Promise<PaymentStarted> =>
  app.client(guest.token).payments.start.mutate({
    bookingId: payment.bookingId,
    provider: "stripe",
    ...(payment.card !== undefined && { paymentMethodId: payment.card }),
  });

export const bookingOf = async (app: TestApp, guest: Person, bookingId: string): Promise<Booking> =>
  BookingOutput.parse((await send(app.rest, `GET /bookings/${bookingId}`, { token: guest.token })).json);

/** Moves domain time, and with it whatever falls due. */
export async function advance(app: TestApp, by: string): Promise<void> {
  const answer = await send(app.origin, "POST /dev/clock/advance", { body: { by } });
  if (answer.status !== 200) throw new Error(`the clock did not move: ${answer.text}`);
}
