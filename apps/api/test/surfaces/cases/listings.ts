import { plainHome, stay } from "../../factories.ts";
import { type Case, type Cases, nowhere } from "../case.ts";
import { calendarCases } from "./calendar.ts";

const everything = {
  ...plainHome,
  propertyType: "cabin",
  neighbourhood: "Grünerløkka",
  bookingMode: "request",
  minNights: 2,
  maxNights: 30,
};

const upsideDown = { minPrice: 2, maxPrice: 1, currency: "NOK" };

/** What is its host's alone to do. */
const byOthers: readonly Case[] = [
  { what: "nobody", input: ({ loft }) => ({ listingId: loft.id }), refused: ["auth.required"] },
  {
    what: "a stranger",
    as: "stranger",
    input: ({ loft }) => ({ listingId: loft.id }),
    refused: ["permission.denied"],
  },
  {
    what: "a stranger's draft",
    as: "stranger",
    input: async ({ draft }) => ({ listingId: (await draft()).id }),
    refused: ["not_found"],
  },
];

export const listingCases: Cases = {
  ...calendarCases,
  "listings.search": [
    {
      what: "by everything",
      input: {
        ...{ city: "Oslo", country: "NO", lat: 59.91, lng: 10.75, radiusKm: 20, ...stay(700), guests: 2 },
        ...{ minPrice: 1, maxPrice: 100_000_000, currency: "NOK", roomType: "entire", bedrooms: 1, instant: true },
        ...{ sort: "-createdAt", limit: 2 },
      },
    },
    { what: "by nothing", input: {} },
    { what: "by words with a slip", input: { q: "LÖFT rivr" } },
    { what: "by a control character", input: { q: "lo\u0007ft" }, refused: ["request.invalid", "/q"] },
    { what: "where nothing is", as: "guest", input: { city: "Atlantis" } },
    { what: "half a point", input: { lat: 59.91 }, refused: ["request.invalid", "/lng"] },
    { what: "half a stay", input: { checkIn: "2027-01-01" }, refused: ["request.invalid", "/checkOut"] },
    { what: "a price of no currency", input: { minPrice: 1 }, refused: ["request.invalid", "/currency"] },
    { what: "prices upside down", input: upsideDown, refused: ["request.invalid", "/maxPrice"] },
    { what: "the distance to nowhere", input: { sort: "distance" }, refused: ["request.invalid", "/sort"] },
    { what: "an order that there is not", input: { sort: "colour" }, refused: ["request.invalid", "/sort"] },
    { what: "a cursor of one's own", input: { cursor: "made-up" }, refused: ["request.invalid", "/cursor"] },
    {
      what: "a stay that ends before it begins",
      input: { checkIn: stay(40).checkOut, checkOut: stay(40).checkIn },
      refused: ["stay.invalid_range", "/checkOut"],
    },
  ],
  "listings.facets": [
    { what: "a frame", input: { box: "10,59,11,61", ...stay(700), guests: 2, amenities: ["wifi"], currency: "NOK" } },
    { what: "everything", input: {} },
    { what: "words", input: { q: "loft" } },
    { what: "prices upside down", input: upsideDown, refused: ["request.invalid", "/maxPrice"] },
    { what: "no frame", input: { box: "north" }, refused: ["request.invalid", "/box"] },
    {
      what: "a stay that ends before it begins",
      input: { checkIn: stay(40).checkOut, checkOut: stay(40).checkIn },
      refused: ["stay.invalid_range", "/checkOut"],
    },
  ],
  "listings.suggestPlaces": [
    { what: "a beginning", input: { q: "ålesu", limit: 3 } },
    { what: "a slip of the pen", input: { q: "Tronhdeim" } },
    { what: "nothing", input: { q: " " }, refused: ["request.invalid", "/q"] },
  ],
  "listings.create": [
    { what: "all that may be said", as: "host", input: everything },
    { what: "no more than must be said", as: "host", input: plainHome },
    { what: "a guest", as: "guest", input: plainHome, refused: ["user.not_host"] },
    { what: "nobody", input: plainHome, refused: ["auth.required"] },
    {
      what: "stays that are longer than the longest",
      as: "host",
      input: { ...plainHome, minNights: 3, maxNights: 2 },
      refused: ["request.invalid", "/minNights"],
    },
    { what: "in forints", as: "host", input: { ...plainHome, currency: "HUF", nightlyPrice: 3_600_000 } },
    {
      what: "parts of a forint, which no bank account takes",
      as: "host",
      input: { ...plainHome, currency: "HUF", nightlyPrice: 3_600_050, cleaningFee: 1 },
      refused: ["request.invalid", "/nightlyPrice", "/cleaningFee"],
    },
    {
      what: "several faults at once",
      as: "host",
      input: { ...plainHome, latitude: 91, currency: "XXX", owner: "me" },
      refused: ["request.invalid", "/latitude", "/currency", "/owner"],
    },
  ],
  "listings.get": [
    { what: "a published home", input: ({ loft }) => ({ listingId: loft.id }) },
    { what: "a published home for its host", as: "host", input: ({ loft }) => ({ listingId: loft.id }) },
    { what: "a draft for its host", as: "host", input: async ({ draft }) => ({ listingId: (await draft()).id }) },
    {
      what: "a draft for a stranger",
      as: "stranger",
      input: async ({ draft }) => ({ listingId: (await draft()).id }),
      refused: ["not_found"],
    },
    { what: "no home", input: { listingId: nowhere }, refused: ["not_found"] },
  ],
  "listings.mine": [
    { what: "all", as: "host", input: { limit: 3 } },
    { what: "those of a status", as: "host", input: { status: "draft", limit: 2 } },
    { what: "who has none", as: "guest", input: {} },
    { what: "nobody", input: {}, refused: ["auth.required"] },
    {
      what: "a status that there is not",
      as: "host",
      input: { status: "sold" },
      refused: ["request.invalid", "/status"],
    },
  ],
  "listings.amenities": [
    { what: "all", input: {} },
    { what: "some", input: { group: "kitchen" }, refused: ["request.invalid", "/group"] },
  ],
  "listings.addFavorite": [
    { what: "a home", as: "guest", input: ({ loft }) => ({ listingId: loft.id }) },
    { what: "nobody", input: ({ loft }) => ({ listingId: loft.id }), refused: ["auth.required"] },
    {
      what: "a draft",
      as: "host",
      input: async ({ draft }) => ({ listingId: (await draft()).id }),
      refused: ["not_found"],
    },
  ],
  "listings.favorites": [
    { what: "one's own", as: "guest", input: {} },
    { what: "none", as: "newcomer", input: { limit: 1 } },
    { what: "nobody", input: {}, refused: ["auth.required"] },
  ],
  "listings.removeFavorite": [
    { what: "a home", as: "guest", input: ({ loft }) => ({ listingId: loft.id }) },
    { what: "one that was none", as: "stranger", input: { listingId: nowhere } },
    { what: "nobody", input: { listingId: nowhere }, refused: ["auth.required"] },
  ],
  "listings.update": [
    {
      what: "much of a home",
      as: "host",
      input: async ({ draft }) => ({
        ...{ listingId: (await draft()).id, version: 1, title: "The other loft", description: "", region: "Oslo" },
        ...{ amenities: ["wifi", "sauna"], bathrooms: 1.5, minNights: 2, maxNights: 30, checkInUntil: "22:00" },
      }),
    },
    { what: "nothing", as: "host", input: async ({ draft }) => ({ listingId: (await draft()).id, city: "Oslo" }) },
    {
      what: "another version",
      as: "host",
      input: async ({ draft }) => ({ listingId: (await draft()).id, version: 7, title: "Too late" }),
      refused: ["listing.version_changed"],
    },
    {
      what: "what does not go together with the rest",
      as: "host",
      input: async ({ draft }) => ({
        listingId: (await draft()).id,
        ...{ minNights: 31, maxNights: 30, maxGuests: 1, checkInUntil: "14:00" },
      }),
      refused: ["request.invalid", "/minNights", "/checkInUntil", "/maxGuests"],
    },
    {
      what: "half a point",
      as: "host",
      input: async ({ draft }) => ({ listingId: (await draft()).id, latitude: 60 }),
      refused: ["request.invalid", "/longitude"],
    },
    {
      what: "a price, which goes another way",
      as: "host",
      input: async ({ draft }) => ({ listingId: (await draft()).id, nightlyPrice: 1 }),
      refused: ["request.invalid", "/nightlyPrice"],
    },
    ...byOthers,
  ],
  "listings.publish": [
    { what: "a draft", as: "host", input: async ({ draft }) => ({ listingId: (await draft()).id, version: 1 }) },
    { what: "a published home", as: "host", input: ({ loft }) => ({ listingId: loft.id }) },
    {
      what: "an archived home",
      as: "host",
      input: async ({ archived }) => ({ listingId: (await archived()).id }),
      refused: ["listing.state"],
    },
    ...byOthers,
  ],
  "listings.unlist": [
    { what: "a published home", as: "host", input: async ({ open }) => ({ listingId: (await open()).id }) },
    {
      what: "a draft",
      as: "host",
      input: async ({ draft }) => ({ listingId: (await draft()).id }),
      refused: ["listing.state"],
    },
    ...byOthers,
  ],
  "listings.archive": [
    { what: "a draft", as: "host", input: async ({ draft }) => ({ listingId: (await draft()).id }) },
    { what: "a published home", as: "host", input: async ({ open }) => ({ listingId: (await open()).id, version: 2 }) },
    {
      what: "a home that is booked",
      as: "host",
      input: async ({ loft, paid }) => {
        await paid();
        return { listingId: loft.id };
      },
      refused: ["listing.has_future_stays"],
    },
    ...byOthers,
  ],
};
