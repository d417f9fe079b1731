import { randomUUID } from "node:crypto";
import { startTestApp, type TestApp, until } from "../app.ts";
import { home, type Person, person, type Stay, stay } from "../factories.ts";
import type { Caller, Done, Driver, OutputOf } from "./driver.ts";

/** Somebody who travels, over one surface. */
export interface Traveller extends Person, Caller {
  book(dates: Stay): Promise<OutputOf<"bookings.create">>;
  /** Without a card: to be confirmed in the browser. */
  pay(bookingId: string, card?: string): Promise<Done<"payments.start">>;
  stateOf(bookingId: string): Promise<string>;
  /** Waits for a booking's state. */
  inState(bookingId: string, state: string): Promise<true>;
}

/** The whole product with one host and one home, as journeys over one surface find it. */
export interface World {
  readonly app: TestApp;
  readonly host: Person & Caller;
  readonly loft: OutputOf<"listings.get">;
  anyone(): Caller;
  traveller(): Promise<Traveller>;
  /** Dates that no other journey takes. */
  ownDates(): Stay;
  /** Two guests in the loft, unless another home is named. */
  quote(dates: Stay, listingId?: string): Promise<OutputOf<"bookings.quote">>;
  close(): Promise<void>;
}

export async function startWorld(
  { callerOf }: Driver,
  variables: Readonly<Record<string, string>> = {},
): Promise<World> {
  const app = await startTestApp(variables);
  const owner = await person(app, "host");
  const host = { ...owner, ...callerOf(app, owner.token) };
  const loft = await home(app, host);
  let weeks = 4;

  const quote: World["quote"] = async (dates, listingId = loft.id) => {
    const wish = { listingId, ...dates, guests: { adults: 2 } };
    return (await callerOf(app).call("bookings.quote", wish)).output;
  };
  return {
    app,
    host,
    loft,
    quote,
    anyone: () => callerOf(app),
    ownDates: () => stay((weeks += 1) * 7),
    async traveller() {
      const who = await person(app);
      const caller = callerOf(app, who.token);
      const stateOf: Traveller["stateOf"] = async (bookingId) =>
        (await caller.call("bookings.get", { bookingId })).output.state;
      return {
        ...who,
        ...caller,
        stateOf,
        book: async (dates) => {
          const { id: quoteId } = await quote(dates);
          return (await caller.call("bookings.create", { quoteId }, randomUUID())).output;
        },
        pay: (bookingId, card) =>
          caller.call("payments.start", { bookingId, provider: "stripe", paymentMethodId: card }, randomUUID()),
        inState: (bookingId, state) =>
          until(`the booking to be ${state}`, async () => ((await stateOf(bookingId)) === state ? true : undefined)),
      };
    },
    close: () => app.close(),
  };
}
