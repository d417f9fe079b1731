import { z } from "zod";
import { granularityOf } from "./currencies.ts";
import { Country, Id, Instant, Latitude, LocalDate, Longitude, text } from "./fields.ts";
import { AmountMinor, Currency, Money } from "./money.ts";
import { pageInput, pageOf } from "./pages.ts";

/** What the guest has to himself: the whole home, a room, or a bed. */
export const RoomType = z.enum(["entire", "private", "shared"]).meta({ id: "RoomType" });

/** What kind of house the home is in. */
export const PropertyType = z
  .enum(["apartment", "house", "cabin", "hotel", "guesthouse", "other"])
  .meta({ id: "PropertyType" });

/** `instant`: a paid booking is confirmed. `request`: the host is asked first. */
export const BookingMode = z.enum(["instant", "request"]).meta({ id: "BookingMode" });

/** A draft is seen by its host and operators; a published home by everybody. */
export const ListingStatus = z.enum(["draft", "published"]).meta({ id: "ListingStatus" });

const listingFields = {
  title: z.string(),
  propertyType: PropertyType,
  roomType: RoomType,
  neighbourhood: z.string().nullable(),
  city: z.string(),
  country: Country,
  latitude: Latitude.describe("Degrees north; for strangers a stable point up to about 500 m from the home."),
  longitude: Longitude.describe("Degrees east; for strangers a stable point up to about 500 m from the home."),
  maxGuests: z.int().min(1).max(50),
  bedrooms: z.int().min(0).max(50),
  bookingMode: BookingMode,
  avgRating: z.number().min(1).max(5).nullable().describe("Two decimals; null without reviews."),
  reviewCount: z.int().min(0).max(1_000_000),
} as const;

/** A home. */
export const Listing = z
  .object({
    id: Id,
    hostId: Id,
    ...listingFields,
    description: z.string(),
    timeZone: z.string().describe("IANA name, from the point."),
    nightlyPrice: Money,
    cleaningFee: Money,
    minNights: z.int().min(1).max(365),
    maxNights: z.int().min(1).max(365),
    status: ListingStatus,
    createdAt: Instant,
    version: z.int().min(1).max(2_147_483_647),
  })
  .meta({ id: "Listing" });
export type Listing = z.output<typeof Listing>;

/** A home's price in a search. `total` and `nights` are there where the search has dates. */
export const ListingPrice = z
  .object({
    nightly: Money,
    total: Money.optional().describe("What the guest pays for the searched stay, all fees included."),
    nights: z.int().min(1).max(365).optional(),
  })
  .meta({ id: "ListingPrice" });

/** What a search shows of a home. */
export const ListingSummary = z
  .object({
    id: Id,
    ...listingFields,
    price: ListingPrice,
    distanceKm: z.number().min(0).optional().describe("From the searched point, where one was given."),
  })
  .meta({ id: "ListingSummary" });
export type ListingSummary = z.output<typeof ListingSummary>;

const stayLengths = {
  minNights: z.int().min(1).max(365).default(1),
  maxNights: z.int().min(1).max(365).default(365),
} as const;

const inSteps = "Multiples of 100 in HUF and TWD, of 10 in KWD and TND.";

/** A home as its host describes it; amounts are minor units of `currency`. The time zone follows from the point. */
export const CreateListingInput = z
  .strictObject({
    title: text(200),
    description: text(10_000, 0).default(""),
    propertyType: PropertyType.default("apartment"),
    roomType: RoomType,
    neighbourhood: text(100).optional(),
    city: text(100),
    country: Country,
    latitude: Latitude,
    longitude: Longitude,
    currency: Currency,
    nightlyPrice: AmountMinor.min(1).describe(`Minor units of the listing's currency, for each night. ${inSteps}`),
    cleaningFee: AmountMinor.default(0).describe(`Minor units, once a stay. ${inSteps}`),
    maxGuests: z.int().min(1).max(50),
    bedrooms: z.int().min(0).max(50),
    bookingMode: BookingMode.default("instant"),
    ...stayLengths,
  })
  .refine((listing) => listing.minNights <= listing.maxNights, {
    path: ["minNights"],
    error: "must not be above maxNights",
  })
  .superRefine((listing, context) => {
    const divisor = granularityOf(listing.currency);
    for (const field of ["nightlyPrice", "cleaningFee"] as const) {
      if (listing[field] % divisor === 0) continue;
      const message = `must be a multiple of ${divisor} in ${listing.currency}, the smallest step that can be paid out`;
      const issue = { code: "not_multiple_of", origin: "number", divisor, input: listing[field] } as const;
      context.addIssue({ ...issue, path: [field], message });
    }
  });
export type CreateListingInput = z.output<typeof CreateListingInput>;

/** A home, by its id. */
export const ListingIdInput = z.strictObject({ listingId: Id });

/** A leading minus means from high to low. `price` is the stay's total with dates, else that of a night. */
export const ListingSort = z.enum(["price", "-price", "-rating", "-createdAt", "distance"]).meta({ id: "ListingSort" });
export type ListingSort = z.output<typeof ListingSort>;

/**
 * A search. The place is a city (and country) or a point with a radius; without one the whole world is searched.
 * With dates, prices are totals of the stay, and only homes that can be booked for it are shown.
 */
export const SearchListingsInput = z.strictObject({
  city: text(100).optional(),
  country: Country.optional(),
  lat: Latitude.optional(),
  lng: Longitude.optional(),
  radiusKm: z.number().min(0.1).max(500).optional(),
  checkIn: LocalDate.optional(),
  checkOut: LocalDate.optional(),
  guests: z.int().min(1).max(50).optional().describe("Adults and children."),
  minPrice: AmountMinor.optional().describe("Minor units: of the stay's total with dates, else of a night."),
  maxPrice: AmountMinor.optional().describe("Minor units: of the stay's total with dates, else of a night."),
  currency: Currency.optional().describe(
    "Required with minPrice or maxPrice. Without it homes are grouped by currency when they are sorted by price.",
  ),
  roomType: RoomType.optional(),
  bedrooms: z.int().min(0).max(50).optional().describe("At least so many."),
  instant: z.boolean().optional(),
  minRating: z.number().min(1).max(5).optional(),
  sort: ListingSort.optional().describe("price where not given; distance with a point."),
  ...pageInput,
});
export type SearchListingsInput = z.output<typeof SearchListingsInput>;

/** A page of a search. */
export const ListingPage = pageOf(ListingSummary, "ListingPage");
