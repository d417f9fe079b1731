import { type Cases, nowhere } from "../case.ts";
import type { World } from "../world.ts";

/** Nights of the loft that nobody asks for. */
const free = ({ loft, dates }: World) => {
  const { checkIn: first, checkOut: until } = dates();
  return { listingId: loft.id, first, until };
};

const blocked = async (world: World) => {
  const nights = free(world);
  const { id: blockId } = await world.app.client(world.host.token).listings.block.mutate({ ...nights, note: "Ours" });
  return { ...nights, blockId };
};

const season = { first: "2027-06-01", until: "2027-09-01" };

export const calendarCases: Cases = {
  "listings.block": [
    { what: "nights, with a note", as: "host", input: (world) => ({ ...free(world), note: "Painting the hall." }) },
    { what: "nights", as: "host", input: free },
    {
      what: "nights that are booked",
      as: "host",
      input: async ({ loft, booking }) => {
        const { checkIn: first, checkOut: until } = await booking();
        return { listingId: loft.id, first, until };
      },
      refused: ["booking.dates_unavailable", "/first"],
    },
    {
      what: "nights that are blocked",
      as: "host",
      input: async (world) => {
        const { blockId: _, ...nights } = await blocked(world);
        return nights;
      },
      refused: ["booking.dates_unavailable", "/first"],
    },
    {
      what: "no night, in a year that has no calendar yet",
      as: "host",
      input: ({ loft }) => ({ listingId: loft.id, first: "2200-01-01", until: "2027-01-01" }),
      refused: ["request.invalid", "/first"],
    },
    {
      what: "nights that end before they begin",
      as: "host",
      input: ({ loft }) => ({ listingId: loft.id, first: "2027-01-02", until: "2027-01-02" }),
      refused: ["request.invalid", "/until"],
    },
    { what: "a stranger", as: "stranger", input: free, refused: ["permission.denied"] },
    { what: "nobody", input: free, refused: ["auth.required"] },
  ],
  "listings.blocks": [
    {
      what: "all, a page of one",
      as: "host",
      input: async (world) => {
        const { listingId, first: from } = await blocked(world);
        await blocked(world);
        return { listingId, from, limit: 1 };
      },
    },
    {
      what: "for an operator, without the note",
      as: "operator",
      input: async (world) => {
        const { listingId, first: from } = await blocked(world);
        return { listingId, from };
      },
    },
    {
      what: "with a cursor of one's own",
      as: "host",
      input: ({ loft }) => ({ listingId: loft.id, cursor: "made-up" }),
      refused: ["request.invalid", "/cursor"],
    },
    { what: "nobody", input: ({ loft }) => ({ listingId: loft.id }), refused: ["auth.required"] },
  ],
  "listings.unblock": [
    {
      what: "a block",
      as: "host",
      input: async (world) => {
        const { listingId, blockId } = await blocked(world);
        return { listingId, blockId };
      },
    },
    {
      what: "no block",
      as: "host",
      input: ({ loft }) => ({ listingId: loft.id, blockId: nowhere }),
      refused: ["not_found"],
    },
    {
      what: "a stranger",
      as: "stranger",
      input: async (world) => {
        const { listingId, blockId } = await blocked(world);
        return { listingId, blockId };
      },
      refused: ["permission.denied"],
    },
  ],
  "listings.calendar": [
    { what: "for a stranger", input: ({ loft }) => ({ listingId: loft.id, from: "2027-05-01", to: "2027-05-04" }) },
    {
      what: "of nights that are taken, for the host",
      as: "host",
      input: async (world) => {
        const { listingId, first: from, until: to } = await blocked(world);
        return { listingId, from, to };
      },
    },
    {
      what: "that ends before it begins",
      input: ({ loft }) => ({ listingId: loft.id, from: "2027-05-04", to: "2027-05-01" }),
      refused: ["request.invalid", "/to"],
    },
    {
      what: "of more than a year and a month",
      input: ({ loft }) => ({ listingId: loft.id, from: "2027-01-01", to: "2028-02-06" }),
      refused: ["request.invalid", "/to"],
    },
    {
      what: "of a draft, for a stranger",
      as: "stranger",
      input: async ({ draft }) => ({ listingId: (await draft()).id, from: "2027-05-01", to: "2027-05-04" }),
      refused: ["not_found"],
    },
  ],
  "listings.explainAvailability": [
    {
      what: "a stay that can be booked",
      input: ({ loft, dates }) => ({ listingId: loft.id, ...dates(), guests: 2 }),
    },
    {
      what: "a stay in nights that are blocked, for too many",
      input: async (world) => {
        const { listingId, first: checkIn, until: checkOut } = await blocked(world);
        return { listingId, checkIn, checkOut, guests: 50 };
      },
    },
    {
      what: "a stay that is over, with others in its stead",
      as: "host",
      input: ({ loft }) => ({ listingId: loft.id, checkIn: "2020-01-01", checkOut: "2020-01-03" }),
    },
    {
      what: "a stay that ends before it begins",
      input: ({ loft }) => ({ listingId: loft.id, checkIn: "2027-05-04", checkOut: "2027-05-04" }),
      refused: ["stay.invalid_range", "/checkOut"],
    },
  ],
  "listings.setStayRules": [
    {
      what: "a summer from Saturday to Saturday, and none before it ends",
      as: "host",
      input: async ({ draft }) => ({
        listingId: (await draft()).id,
        rules: [
          { ...season, minNights: 7, maxNights: 21 },
          {
            ...{ ...season, weekdays: ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday"] },
            ...{ closedToArrival: true, closedToDeparture: true },
          },
        ],
      }),
    },
    { what: "none", as: "host", input: async ({ draft }) => ({ listingId: (await draft()).id, rules: [] }) },
    {
      what: "rules that say nothing, or what cannot be",
      as: "host",
      input: ({ loft }) => ({
        listingId: loft.id,
        rules: [
          season,
          { ...season, minNights: 5, maxNights: 4 },
          { first: season.until, until: season.first, minNights: 2 },
        ],
      }),
      refused: ["request.invalid", "/rules/0", "/rules/1/minNights", "/rules/2/until"],
    },
    {
      what: "a stranger",
      as: "stranger",
      input: ({ loft }) => ({ listingId: loft.id, rules: [] }),
      refused: ["permission.denied"],
    },
  ],
  "listings.stayRules": [
    { what: "of a published home", input: ({ loft }) => ({ listingId: loft.id }) },
    {
      what: "of a draft, for a stranger",
      as: "stranger",
      input: async ({ draft }) => ({ listingId: (await draft()).id }),
      refused: ["not_found"],
    },
  ],
};
