import type { Favorite, Listing, ListingSummary } from "@roost/contract";
import type { Example } from "./example.ts";
import { photo } from "./photo-examples.ts";

const currency = "NOK";
const nok = (amount: number) => ({ amount, currency }) as const;

const home = {
  title: "Loft by the river",
  propertyType: "apartment",
  roomType: "entire",
  neighbourhood: "Grünerløkka",
  city: "Oslo",
  country: "NO",
  maxGuests: 4,
  bedrooms: 2,
  beds: 3,
  bathrooms: 1.5,
  bookingMode: "instant",
} as const;
const terms = {
  ...{ description: "Quiet, with a view of the falls.", region: null, cancellationPolicy: "moderate" as const },
  ...{ minNights: 2, maxNights: 28, advanceNoticeDays: 1, preparationDays: 1, bookingWindowDays: 365 },
  ...{ checkInFrom: "15:00", checkInUntil: "22:00", checkOutBefore: "11:00" },
} as const;
const prices = {
  ...{ nightlyPrice: nok(185_000), weekendPrice: nok(210_000), cleaningFee: nok(45_000) },
  ...{ includedGuests: 2, extraGuestFee: nok(20_000), petFee: nok(30_000) },
  ...{ weeklyDiscountBps: 1000, monthlyDiscountBps: 2500, lastMinute: null },
  earlyBird: { daysAhead: 90, bps: 500 },
};
const exactly = { latitude: 59.9226, longitude: 10.7595 } as const;
const roughly = { latitude: 59.9201, longitude: 10.7561 } as const;
const unrated = { avgRating: null, reviewCount: 0 } as const;

interface Story {
  readonly listingId: string;
  readonly hostId: string;
  readonly dates: { readonly checkIn: string; readonly checkOut: string };
}

/** The home of the story: Kari describes it, shows it, and takes it away at last. */
export function listingExamples({ listingId, hostId, dates }: Story): Readonly<Record<string, Example>> {
  const draft: Listing = {
    ...{ id: listingId, hostId, ...home, ...terms, ...exactly, ...unrated },
    ...{ timeZone: "Europe/Oslo", photos: [photo] },
    ...prices,
    address: "Thorvald Meyers gate 1",
    amenities: ["wifi", "kitchen", "heating", "balcony"],
    status: "draft",
    createdAt: "2026-11-30T19:00:00.000Z",
    version: 1,
  };
  const published: Listing = { ...draft, status: "published", version: 2 };
  const renamed: Listing = { ...published, title: "Loft by the falls", maxNights: 14, version: 3 };
  const found: ListingSummary = {
    ...{ id: listingId, ...home, ...roughly, ...unrated, cover: photo },
    price: { nightly: nok(185_000), total: nok(684_000), nights: 3 },
  };
  const kept: Favorite = {
    ...{ listingId, title: home.title, city: home.city, country: home.country, status: "published" },
    listing: { ...found, price: { nightly: nok(185_000) } },
    addedAt: "2026-12-01T09:30:00.000Z",
  };
  return {
    "listings.search": {
      input: { city: "Oslo", country: "NO", ...dates, guests: 3 },
      output: { data: [found], nextCursor: null, hasMore: false },
    },
    "listings.create": {
      input: { ...home, ...terms, ...exactly, currency, nightlyPrice: 185_000, cleaningFee: 45_000 },
      output: draft,
    },
    "listings.get": { input: { listingId }, output: { ...published, ...roughly, address: null } },
    "listings.mine": {
      input: { status: "published", limit: 20 },
      output: { data: [published], nextCursor: null, hasMore: false },
    },
    "listings.amenities": {
      input: {},
      output: { data: [{ code: "sauna", name: "Sauna", group: "wellness" }] },
    },
    "listings.favorites": { input: { limit: 20 }, output: { data: [kept], nextCursor: null, hasMore: false } },
    "listings.addFavorite": { input: { listingId }, output: kept },
    "listings.removeFavorite": { input: { listingId } },
    "listings.publish": { input: { listingId, version: 1 }, output: published },
    "listings.update": { input: { listingId, version: 2, title: renamed.title, maxNights: 14 }, output: renamed },
    "listings.unlist": { input: { listingId, version: 3 }, output: { ...renamed, status: "unlisted", version: 4 } },
    "listings.archive": { input: { listingId, version: 4 }, output: { ...renamed, status: "archived", version: 5 } },
  };
}
