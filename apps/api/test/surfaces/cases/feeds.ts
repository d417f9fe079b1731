import { type Case, type Cases, nowhere } from "../case.ts";
import type { World } from "../world.ts";

/** Nobody is there: what comes of reading it is the same everywhere. */
const url = "https://feeds.example.com/calendar.ics";
const add = async ({ draft }: World, more = {}) => ({ listingId: (await draft()).id, url, name: "Airbnb", ...more });

const byOthers = (more: object = {}): readonly Case[] => [
  { what: "nobody", input: ({ loft }) => ({ listingId: loft.id, ...more }), refused: ["auth.required"] },
  {
    what: "a stranger",
    as: "stranger",
    input: ({ loft }) => ({ listingId: loft.id, ...more }),
    refused: ["permission.denied"],
  },
  {
    what: "a stranger's draft",
    as: "stranger",
    input: async ({ draft }) => ({ listingId: (await draft()).id, ...more }),
    refused: ["not_found"],
  },
];

const linkOf = async ({ app, host, loft }: World) => {
  const { url } = await app.client(host.token).listings.calendarLink.query({ listingId: loft.id });
  return { listingId: loft.id, token: new URL(url).searchParams.get("token") };
};

export const feedCases: Cases = {
  "listings.calendarLink": [
    { what: "one's own", as: "host", input: ({ loft }) => ({ listingId: loft.id }) },
    ...byOthers(),
  ],
  "listings.rotateCalendarLink": [
    { what: "one's own", as: "host", input: ({ loft }) => ({ listingId: loft.id }) },
    ...byOthers(),
  ],
  "listings.calendarFile": [
    { what: "by the link", input: linkOf },
    {
      what: "after a booking",
      as: "stranger",
      input: async (world) => {
        await world.paid();
        return linkOf(world);
      },
    },
    {
      what: "by another token",
      input: ({ loft }) => ({ listingId: loft.id, token: "a".repeat(32) }),
      refused: ["not_found"],
    },
    { what: "of no home", input: { listingId: nowhere, token: "a".repeat(32) }, refused: ["not_found"] },
  ],
  "listings.feeds": [
    {
      what: "one that cannot be read",
      as: "host",
      input: async ({ feed }) => ({ listingId: (await feed()).listingId }),
    },
    { what: "none", as: "host", input: async ({ draft }) => ({ listingId: (await draft()).id }) },
    ...byOthers(),
  ],
  "listings.addFeed": [
    { what: "a calendar", as: "host", input: (world) => add(world) },
    { what: "as programs copy it", as: "host", input: (world) => add(world, { url: url.replace("https", "webcal") }) },
    {
      what: "the same calendar",
      as: "host",
      input: async ({ feed }) => ({ listingId: (await feed()).listingId, url, name: "Again" }),
      refused: ["feed.exists"],
    },
    {
      what: "an address of this very machine",
      as: "host",
      input: (world) => add(world, { url: "https://127.0.0.1/calendar.ics" }),
      refused: ["request.invalid", "/url"],
    },
    {
      what: "an address without a lock",
      as: "host",
      input: (world) => add(world, { url: "http://feeds.example.com/calendar.ics" }),
      refused: ["request.invalid", "/url"],
    },
    ...byOthers({ url, name: "Airbnb" }),
  ],
  "listings.removeFeed": [
    {
      what: "a calendar",
      as: "host",
      input: async ({ feed }) => {
        const { listingId, id } = await feed();
        return { listingId, feedId: id };
      },
    },
    {
      what: "another home's calendar",
      as: "host",
      input: async ({ feed, loft }) => ({ listingId: loft.id, feedId: (await feed()).id }),
      refused: ["not_found"],
    },
    ...byOthers({ feedId: nowhere }),
  ],
  "listings.syncFeed": [
    {
      what: "a calendar",
      as: "host",
      input: async ({ feed }) => {
        const { listingId, id } = await feed();
        return { listingId, feedId: id };
      },
    },
    {
      what: "another home's calendar",
      as: "host",
      input: async ({ feed, loft }) => ({ listingId: loft.id, feedId: (await feed()).id }),
      refused: ["not_found"],
    },
    ...byOthers({ feedId: nowhere }),
  ],
};
