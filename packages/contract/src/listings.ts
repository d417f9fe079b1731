import { z } from "zod";
import { Amenities, Amenity } from "./amenities.ts";
import { granularityOf } from "./currencies.ts";
import { Country, Id, Instant, Latitude, LocalTime, Longitude, text } from "./fields.ts";
import { AmountMinor, Currency, Money } from "./money.ts";
import { pageInput, pageOf } from "./pages.ts";
import { Photo } from "./photos.ts";

/** What the guest has to himself: the whole home, a room, or a bed. */
export const RoomType = z.enum(["entire", "private", "shared"]).meta({ id: "RoomType" });

/** What kind of house the home is in. */
export const PropertyType = z
  .enum(["apartment", "house", "cabin", "hotel", "guesthouse", "other"])
  .meta({ id: "PropertyType" });

/** `instant`: a paid booking is confirmed. `request`: the host is asked first. */
export const BookingMode = z.enum(["instant", "request"]).meta({ id: "BookingMode" });

/**
 * `published` is seen by everybody, and found. The others are seen by the host and operators, and by guests who have
 * booked: a `draft` was never shown, `pending_approval` waits for an operator, `unlisted` is not offered at present,
 * `suspended` was taken down by an operator, `archived` by its host for good.
 */
export const ListingStatus = z
  .enum(["draft", "pending_approval", "published", "unlisted", "suspended", "archived"])
  .meta({ id: "ListingStatus" });
export type ListingStatus = z.output<typeof ListingStatus>;

/** What a guest who cancels gets back; the table is in the guide to cancellations. */
export const CancellationPolicy = z
  .enum(["flexible", "moderate", "limited", "firm", "strict"])
  .meta({ id: "CancellationPolicy" });

/** A price that falls for who books early. */
export const EarlyBird = z
  .strictObject({
    daysAhead: z.int().min(1).max(730).describe("From so many days before check-in."),
    bps: z.int().min(1).max(9000).describe("Basis points off the nights."),
  })
  .meta({ id: "EarlyBird" });

/** A price that falls for who books late. */
export const LastMinute = z
  .strictObject({
    daysBefore: z.int().min(1).max(60).describe("Up to so many days before check-in."),
    bps: z.int().min(1).max(9000).describe("Basis points off the nights."),
  })
  .meta({ id: "LastMinute" });

/** What both a home and its summary in a search show. */
export const listingFields = {
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
  beds: z.int().min(1).max(100),
  bathrooms: z.number().min(0).max(50).describe("In halves: 1.5 is one and a guest toilet."),
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
    address: z
      .string()
      .nullable()
      .describe("Street and number: for the host, operators, and guests with a confirmed stay; null for others."),
    region: z.string().nullable(),
    amenities: z.array(Amenity),
    photos: z.array(Photo).describe("In their order, the cover first; those that are not ready are seen by the host."),
    timeZone: z.string().describe("IANA name, from the point."),
    nightlyPrice: Money,
    weekendPrice: Money.nullable().describe("Friday and Saturday nights; null: as other nights."),
    cleaningFee: Money,
    includedGuests: z.int().min(1).max(50),
    extraGuestFee: Money.describe("For each night and guest above the included ones; infants do not count."),
    petFee: Money.describe("Once a stay with pets."),
    weeklyDiscountBps: z.int().min(0).max(9000).describe("Off the nights of stays of 7 and more."),
    monthlyDiscountBps: z.int().min(0).max(9000).describe("Off the nights of stays of 28 and more."),
    earlyBird: EarlyBird.nullable(),
    lastMinute: LastMinute.nullable(),
    cancellationPolicy: CancellationPolicy,
    minNights: z.int().min(1).max(365),
    maxNights: z.int().min(1).max(365),
    advanceNoticeDays: z.int().min(0).max(60).describe("A stay is booked at least so many days before it."),
    preparationDays: z.int().min(0).max(30).describe("Days after a stay that no other may take."),
    bookingWindowDays: z.int().min(1).max(731).describe("A check-in is at most so many days ahead."),
    checkInFrom: LocalTime,
    checkInUntil: LocalTime.nullable(),
    checkOutBefore: LocalTime,
    status: ListingStatus,
    createdAt: Instant,
    version: z.int().min(1).max(2_147_483_647),
  })
  .meta({ id: "Listing" });
export type Listing = z.output<typeof Listing>;

const inSteps = "Multiples of 100 in HUF and TWD, of 10 in KWD and TND.";
const pricedIn = (what: string) => `Minor units of the listing's currency, ${what}. ${inSteps}`;
const bps = z.int().min(0).max(9000);

/** What a home costs, in minor units of its one currency: a price in two currencies cannot be written down. */
export const pricingFields = {
  nightlyPrice: AmountMinor.min(1).describe(pricedIn("for each night")),
  weekendPrice: AmountMinor.min(1).nullable().default(null).describe(pricedIn("for Friday and Saturday nights")),
  cleaningFee: AmountMinor.default(0).describe(pricedIn("once a stay")),
  includedGuests: z.int().min(1).max(50).optional().describe("Guests in the nightly price; maxGuests where absent."),
  extraGuestFee: AmountMinor.default(0).describe(pricedIn("for each night and guest above the included ones")),
  petFee: AmountMinor.default(0).describe(pricedIn("once a stay with pets")),
  weeklyDiscountBps: bps.default(0).describe("Off the nights of stays of 7 and more."),
  monthlyDiscountBps: bps.default(0).describe("Off the nights of stays of 28 and more."),
  earlyBird: EarlyBird.nullable().default(null),
  lastMinute: LastMinute.nullable().default(null),
} as const;

const describedFields = {
  title: text(200),
  description: text(10_000, 0),
  propertyType: PropertyType,
  roomType: RoomType,
  neighbourhood: text(100).nullable(),
  address: text(300).nullable().describe("Street and number; strangers do not see it."),
  city: text(100),
  region: text(100).nullable().describe("State, province or county, where taxes depend on it."),
  country: Country,
  latitude: Latitude,
  longitude: Longitude,
  maxGuests: z.int().min(1).max(50),
  bedrooms: z.int().min(0).max(50),
  beds: z.int().min(1).max(100),
  bathrooms: z.number().min(0).max(50).multipleOf(0.5).describe("In halves."),
  amenities: Amenities,
  bookingMode: BookingMode,
  cancellationPolicy: CancellationPolicy,
  minNights: z.int().min(1).max(365),
  maxNights: z.int().min(1).max(365),
  advanceNoticeDays: z.int().min(0).max(60),
  preparationDays: z.int().min(0).max(30),
  bookingWindowDays: z.int().min(1).max(731),
  checkInFrom: LocalTime,
  checkInUntil: LocalTime.nullable(),
  checkOutBefore: LocalTime,
} as const;

/** What a host says of a home besides its price. */
export const homeFields = {
  ...describedFields,
  description: describedFields.description.default(""),
  propertyType: describedFields.propertyType.default("apartment"),
  neighbourhood: describedFields.neighbourhood.default(null),
  address: describedFields.address.default(null),
  region: describedFields.region.default(null),
  beds: describedFields.beds.default(1),
  bathrooms: describedFields.bathrooms.default(1),
  amenities: describedFields.amenities.default([]),
  bookingMode: describedFields.bookingMode.default("instant"),
  cancellationPolicy: describedFields.cancellationPolicy.default("flexible"),
  minNights: describedFields.minNights.default(1),
  maxNights: describedFields.maxNights.default(365),
  advanceNoticeDays: describedFields.advanceNoticeDays.default(0),
  preparationDays: describedFields.preparationDays.default(0),
  bookingWindowDays: describedFields.bookingWindowDays.default(731),
  checkInFrom: describedFields.checkInFrom.default("15:00"),
  checkInUntil: describedFields.checkInUntil.default(null),
  checkOutBefore: describedFields.checkOutBefore.default("11:00"),
} as const;

/** A home as its host describes it; amounts are minor units of `currency`. The time zone follows from the point. */
export const CreateListingInput = z
  .strictObject({ ...homeFields, currency: Currency, ...pricingFields })
  .refine((listing) => listing.minNights <= listing.maxNights, {
    path: ["minNights"],
    error: "must not be above maxNights",
  })
  .refine(({ checkInFrom, checkInUntil }) => checkInUntil === null || checkInFrom < checkInUntil, {
    path: ["checkInUntil"],
    error: "must be after checkInFrom",
  })
  .refine(({ includedGuests = 1, maxGuests }) => includedGuests <= maxGuests, {
    path: ["includedGuests"],
    error: "must not be above maxGuests",
  })
  .superRefine((listing, context) => {
    for (const issue of offSteps(listing, listing.currency)) context.addIssue(issue);
  });
export type CreateListingInput = z.output<typeof CreateListingInput>;

const steppedFields = ["nightlyPrice", "weekendPrice", "cleaningFee", "extraGuestFee", "petFee"] as const;

/** The amounts that lie between two steps of what can be paid out in a currency, as issues of zod. */
export function offSteps(
  amounts: Readonly<Partial<Record<(typeof steppedFields)[number], number | null>>>,
  currency: z.output<typeof Currency>,
) {
  const divisor = granularityOf(currency);
  const message = `must be a multiple of ${divisor} in ${currency}, the smallest step that can be paid out`;
  return steppedFields
    .filter((field) => (amounts[field] ?? 0) % divisor !== 0)
    .map((field) => ({
      ...({ code: "not_multiple_of", origin: "number", divisor, message } as const),
      input: amounts[field] ?? 0,
      path: [field],
    }));
}

/** A home, by its id. */
export const ListingIdInput = z.strictObject({ listingId: Id });

const expectedVersion = z
  .int()
  .min(1)
  .max(2_147_483_647)
  .optional()
  .describe("The version that the change is meant for; over REST also If-Match. Another one is 412.");

/** What names a home that is to be changed: where `version` is given, only if it is still that one. */
export const changedHome = { listingId: Id, version: expectedVersion } as const;

/** A home to be shown to everybody. Refused: 409 `listing.state`, 412 `listing.version_changed`. */
export const PublishListingInput = z.strictObject(changedHome);

/** A home to be taken off the market for now. Refused: 409 `listing.state`, 412 `listing.version_changed`. */
export const UnlistListingInput = z.strictObject(changedHome);

/** A home to be taken away for good. Refused: 409 `listing.has_future_stays`, 412 `listing.version_changed`. */
export const ArchiveListingInput = z.strictObject(changedHome);

/** What is to change of a home. What is absent stays; null clears what may be empty. */
export const UpdateListingInput = z
  .strictObject({ ...changedHome, ...z.object(describedFields).partial().shape })
  .refine(({ latitude, longitude }) => latitude !== undefined || longitude === undefined, {
    path: ["latitude"],
    error: "goes together with longitude",
  })
  .refine(({ latitude, longitude }) => longitude !== undefined || latitude === undefined, {
    path: ["longitude"],
    error: "goes together with latitude",
  });
export type UpdateListingInput = z.output<typeof UpdateListingInput>;

/** Your own homes, newest first: those of one status, or all but the archived ones. */
export const ListOwnListingsInput = z.strictObject({ status: ListingStatus.optional(), ...pageInput });

export const OwnListingPage = pageOf(Listing, "OwnListingPage");
