import { z } from "zod";
import { Amenities, Amenity } from "./amenities.ts";
import { Country, Id, Latitude, LocalDate, Longitude, text } from "./fields.ts";
import { listingFields, RoomType } from "./listings.ts";
import { AmountMinor, Currency, Money } from "./money.ts";
import { pageInput, pageOf } from "./pages.ts";
import { Photo } from "./photos.ts";

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
    cover: Photo.nullable().describe("The first of its photos; null where it has none."),
    distanceKm: z.number().min(0).optional().describe("From the searched point, where one was given."),
  })
  .meta({ id: "ListingSummary" });
export type ListingSummary = z.output<typeof ListingSummary>;

/**
 * A leading minus means from high to low. `price` is the stay's total with dates, else that of a night; `relevance` puts
 * well and often reviewed homes first; with `q` those before all others that have its words in title, neighbourhood or
 * city.
 */
export const ListingSort = z
  .enum(["relevance", "price", "-price", "-rating", "-createdAt", "distance"])
  .meta({ id: "ListingSort" });
export type ListingSort = z.output<typeof ListingSort>;

const searchedText = text(100)
  .refine((value) => !/[^\P{Cc}\0]/u.test(value), { error: "must be without control characters" })
  .describe(
    "Words of title, description, neighbourhood or city, all of them; accents, capitals and the order do not matter, and typing errors are forgiven.",
  );

const searchFilters = {
  q: searchedText.optional(),
  city: text(100).optional(),
  country: Country.optional(),
  lat: Latitude.optional(),
  lng: Longitude.optional(),
  radiusKm: z.number().min(0.1).max(500).optional(),
  box: text(100)
    .optional()
    .describe("A map's frame: west,south,east,north in degrees; west above east spans the antimeridian."),
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
  amenities: Amenities.optional().describe("Codes of the catalogue; a home has all of them."),
  instant: z.boolean().optional(),
  minRating: z.number().min(1).max(5).optional(),
} as const;

/**
 * A search. The place is a city (and country) or a point with a radius; without one the whole world is searched.
 * With dates, prices are totals of the stay, and only homes that can be booked for it are shown.
 */
export const SearchListingsInput = z.strictObject({
  ...searchFilters,
  sort: ListingSort.optional().describe("price where not given; distance with a point, relevance with q."),
  ...pageInput,
});
export type SearchListingsInput = z.output<typeof SearchListingsInput>;

/** A page of a search. */
export const ListingPage = pageOf(ListingSummary, "ListingPage");

/** What a search may be narrowed by: the same filters, without an order or pages. */
export const ListingFacetsInput = z.strictObject(searchFilters);
export type ListingFacetsInput = z.output<typeof ListingFacetsInput>;

const count = z.int().min(0).max(2_147_483_647);

/** Homes that stand together on a map. */
export const ListingCluster = z
  .object({
    latitude: Latitude.describe("The middle of its homes."),
    longitude: Longitude,
    count,
    cheapest: Money.nullable().describe("A night of its cheapest home that was counted, in the currency of prices."),
  })
  .meta({ id: "ListingCluster" });

/** How the homes of a search are made up. Of many homes an even sample is counted, and counts are what follows from it. */
export const ListingFacets = z
  .object({
    count,
    isCapped: z.boolean().describe("There are so many homes that counts are estimated from an even sample of them."),
    roomTypes: z.array(z.object({ roomType: RoomType, count }).meta({ id: "RoomTypeCount" })),
    amenities: z.array(z.object({ amenity: Amenity, count }).meta({ id: "AmenityCount" })),
    instant: count.describe("Homes that are booked at once."),
    prices: z
      .array(z.object({ from: Money, to: Money, count }).meta({ id: "PriceBucket" }))
      .describe("Nights, in the currency asked for, else the one that most of the homes have."),
    clusters: z.array(ListingCluster).describe("Where the search has a box, or a point: at most 64."),
  })
  .meta({ id: "ListingFacets" });
export type ListingFacets = z.output<typeof ListingFacets>;

/** The beginning of a city's name, or something like it. */
export const SuggestPlacesInput = z.strictObject({
  q: text(100),
  limit: z.int().min(1).max(20).default(8),
});

/** A city to search in. */
export const PlaceSuggestion = z
  .object({
    name: z.string(),
    country: Country,
    region: z.string().nullable(),
    latitude: Latitude,
    longitude: Longitude,
    homes: z.int().min(0).max(1000).describe("Homes that can be found there; 1000 are a thousand or more."),
  })
  .meta({ id: "PlaceSuggestion" });

/** Cities, the likeliest first. */
export const PlaceSuggestions = z.object({ data: z.array(PlaceSuggestion) }).meta({ id: "PlaceSuggestions" });
