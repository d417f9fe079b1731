import { home } from "../../factories.ts";
import { type Cases, nowhere } from "../case.ts";
import type { World } from "../world.ts";

const guests = { adults: 2 };
const ofQuote = async ({ quote }: World) => ({ quoteId: (await quote()).id });
const ofRequest = async ({ requested }: World) => ({ bookingId: (await requested()).id });
const ofBooking = async ({ booking }: World) => ({ bookingId: (await booking()).id });
const stayIn = ({ loft, dates }: World) => ({ listingId: loft.id, ...dates(), guests });

export const bookingCases: Cases = {
  "bookings.quote": [
    { what: "nobody in particular", input: stayIn },
    {
      what: "everybody who may come",
      as: "guest",
      input: (world) => ({ ...stayIn(world), guests: { adults: 1, children: 2, infants: 1, pets: 1 } }),
    },
    { what: "somebody who pays in dinars", input: (world) => ({ ...stayIn(world), currency: "KWD" }) },
    {
      what: "a currency that there is not",
      input: (world) => ({ ...stayIn(world), currency: "XXX" }),
      refused: ["request.invalid", "/currency"],
    },
    {
      what: "a price that is nothing in dinars",
      input: async ({ app, host, dates }) => {
        const { id: listingId } = await home(app, host, { nightlyPrice: 1, cleaningFee: 0 });
        return { listingId, ...dates(), guests, currency: "KWD" };
      },
      refused: ["quote.currency_unavailable", "/currency"],
    },
    { what: "no home", input: (world) => ({ ...stayIn(world), listingId: nowhere }), refused: ["not_found"] },
    {
      what: "a stay that ends before it begins",
      input: (world) => {
        const { checkIn, checkOut, ...rest } = stayIn(world);
        return { ...rest, checkIn: checkOut, checkOut: checkIn };
      },
      refused: ["stay.invalid_range", "/checkOut"],
    },
    {
      what: "more people than beds",
      input: (world) => ({ ...stayIn(world), guests: { adults: 5 } }),
      refused: ["stay.rule", "/guests"],
    },
    {
      what: "dates that are taken",
      input: async ({ loft, booking }) => {
        const { checkIn, checkOut } = await booking();
        return { listingId: loft.id, checkIn, checkOut, guests };
      },
      refused: ["booking.dates_unavailable"],
    },
    {
      what: "faults further in",
      input: (world) => ({ ...stayIn(world), guests: { adults: 0, children: "1", dogs: 1 } }),
      refused: ["request.invalid", "/guests/adults", "/guests/children", "/guests/dogs"],
    },
  ],
  "bookings.getQuote": [
    { what: "a quote", input: ofQuote },
    { what: "no quote", input: { quoteId: nowhere }, refused: ["not_found"] },
  ],
  "bookings.create": [
    { what: "a quote", as: "guest", input: ofQuote },
    { what: "nobody", input: ofQuote, refused: ["auth.required"] },
    { what: "no quote", as: "guest", input: { quoteId: nowhere }, refused: ["not_found"] },
    { what: "no key", as: "guest", key: false, input: ofQuote, refused: ["idempotency.required"] },
    { what: "one's own home", as: "host", input: ofQuote, refused: ["booking.own_listing"] },
    {
      what: "a quote that is used",
      as: "guest",
      input: async ({ app, guest, quote }) => {
        const { id: quoteId } = await quote();
        await app.client(guest.token).bookings.create.mutate({ quoteId });
        return { quoteId };
      },
      refused: ["quote.used"],
    },
    {
      what: "a quote that has expired",
      as: "guest",
      input: async ({ quote, run }) => {
        const { id: quoteId } = await quote();
        await run("update quote set expires_at = now() - interval '1 minute' where id = $1", quoteId);
        return { quoteId };
      },
      refused: ["quote.expired"],
      // The fresh quote that it answers.
      leaves: "something each time",
    },
    {
      what: "dates that were taken meanwhile",
      as: "stranger",
      input: async ({ app, guest, quote, dates }) => {
        const wanted = dates();
        const [first, second] = [await quote(wanted), await quote(wanted)];
        await app.client(guest.token).bookings.create.mutate({ quoteId: first.id });
        return { quoteId: second.id };
      },
      refused: ["booking.dates_unavailable"],
    },
    {
      what: "a home that is booked on request",
      as: "guest",
      input: async ({ app, host, dates }) => {
        const { id: listingId } = await home(app, host, { bookingMode: "request" });
        return { quoteId: (await app.client().bookings.quote.mutate({ listingId, ...dates(), guests })).id };
      },
    },
    {
      what: "a home that is booked on request, for today",
      as: "guest",
      input: async ({ app, host, run, dates }) => {
        const { id: listingId } = await home(app, host, { bookingMode: "request" });
        const { id: quoteId } = await app.client().bookings.quote.mutate({ listingId, ...dates(), guests });
        await run("update quote set check_in = current_date - 1 where id = $1", quoteId);
        return { quoteId };
      },
      refused: ["stay.rule", "/quoteId"],
    },
  ],
  "bookings.get": [
    { what: "its guest", as: "guest", input: ofBooking },
    { what: "its host", as: "host", input: async ({ paid }) => ({ bookingId: (await paid()).id }) },
    { what: "a stranger", as: "stranger", input: ofBooking, refused: ["not_found"] },
    { what: "nobody", input: ofBooking, refused: ["auth.required"] },
  ],
  "bookings.list": [
    { what: "a guest's", as: "guest", input: { as: "guest", limit: 2 } },
    { what: "a host's", as: "host", input: { as: "host" } },
    { what: "a stranger's", as: "newcomer", input: {} },
    { what: "nobody", input: {}, refused: ["auth.required"] },
    { what: "a phase", as: "guest", input: { phase: "CANCELED" } },
    {
      what: "a phase and a time",
      as: "host",
      input: { as: "host", phase: "PENDING", from: "2026-01-01", to: "2099-01-01" },
    },
    { what: "no phase", as: "guest", input: { phase: "PAYED" }, refused: ["request.invalid", "/phase"] },
    {
      what: "a time that ends before it begins",
      as: "guest",
      input: { from: "2027-02-01", to: "2027-02-01" },
      refused: ["stay.invalid_range", "/to"],
    },
    {
      what: "a cursor of another phase",
      as: "guest",
      input: async ({ app, guest }) => {
        const { nextCursor } = await app.client(guest.token).bookings.list.query({ limit: 1 });
        return { cursor: nextCursor, phase: "CANCELLED" };
      },
      refused: ["request.invalid", "/cursor"],
    },
    {
      what: "somebody else's cursor",
      as: "host",
      input: async ({ app, guest }) => {
        const { nextCursor } = await app.client(guest.token).bookings.list.query({ limit: 1 });
        return { cursor: nextCursor };
      },
      refused: ["request.invalid", "/cursor"],
    },
  ],
  "bookings.accept": [
    { what: "its host", as: "host", input: ofRequest },
    { what: "its guest", as: "guest", input: ofRequest, refused: ["permission.denied"] },
    { what: "an operator", as: "operator", input: ofRequest, refused: ["permission.denied"] },
    { what: "a stranger", as: "stranger", input: ofRequest, refused: ["not_found"] },
    { what: "nobody", input: ofRequest, refused: ["auth.required"] },
    { what: "no key", as: "host", key: false, input: ofRequest, refused: ["idempotency.required"] },
    { what: "what is not authorized yet", as: "host", input: ofBooking, refused: ["booking.state"] },
  ],
  "bookings.decline": [
    { what: "its host", as: "host", input: ofRequest },
    {
      what: "a word for the guest",
      as: "host",
      input: async (world) => ({ ...(await ofRequest(world)), reason: "The roof is being mended." }),
    },
    { what: "its guest", as: "guest", input: ofRequest, refused: ["permission.denied"] },
    { what: "a stranger", as: "stranger", input: ofRequest, refused: ["not_found"] },
    { what: "nobody", input: ofRequest, refused: ["auth.required"] },
    { what: "no key", as: "host", key: false, input: ofRequest, refused: ["idempotency.required"] },
    {
      what: "nothing as a word",
      as: "host",
      input: async (world) => ({ ...(await ofRequest(world)), reason: " " }),
      refused: ["request.invalid", "/reason"],
    },
    {
      what: "what is paid",
      as: "host",
      input: async ({ paid }) => ({ bookingId: (await paid()).id }),
      refused: ["booking.state"],
    },
  ],
  "bookings.cancel": [
    { what: "a request that waits for its host", as: "guest", input: ofRequest },
    { what: "its guest", as: "guest", input: ofBooking },
    { what: "its host", as: "host", input: ofBooking, refused: ["permission.denied"] },
    { what: "a stranger", as: "stranger", input: ofBooking, refused: ["not_found"] },
    { what: "nobody", input: ofBooking, refused: ["auth.required"] },
    { what: "no key", as: "guest", key: false, input: ofBooking, refused: ["idempotency.required"] },
    {
      what: "what is paid",
      as: "guest",
      input: async ({ paid }) => ({ bookingId: (await paid()).id }),
      refused: ["booking.state"],
    },
  ],
};
