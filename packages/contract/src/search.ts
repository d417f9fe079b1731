import { z } from "zod";
import { Amenities } from "./amenities.ts";
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
 * well and often reviewed homes first.
 */
export const ListingSort = z
  .enum(["relevance", "price", "-price", "-rating", "-createdAt", "distance"])
  .meta({ id: "ListingSort" });
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
  sort: ListingSort.optional().describe("price where not given; distance with a point."),
  ...pageInput,
});
export type SearchListingsInput = z.output<typeof SearchListingsInput>;

/** A page of a search. */
export const ListingPage = pageOf(ListingSummary, "ListingPage");
