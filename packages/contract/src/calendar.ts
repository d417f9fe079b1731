import { z } from "zod";
import { Id, Instant, LocalDate, text } from "./fields.ts";
import { changedHome } from "./listings.ts";
import { Currency, Money } from "./money.ts";
import { pageInput, pageOf } from "./pages.ts";

const PlannedDate = LocalDate.refine((date) => date >= "2000-01-01" && date < "2200-01-01", {
  error: "must be between 2000-01-01 and 2199-12-31",
  abort: true,
});
const First = PlannedDate.describe("The first day, a local date of the home.");
const Until = PlannedDate.describe("The day after the last, a local date of the home.");

/** The nights from one date to another, as calendars count them. */
const nightsBetween = (first: string, until: string) => (Date.parse(until) - Date.parse(first)) / 86_400_000;

/** A day of the week. */
export const Weekday = z
  .enum(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
  .meta({ id: "Weekday" });
export type Weekday = z.output<typeof Weekday>;

const nights = z.int().min(1).max(365).nullable().default(null);

/**
 * What a home asks of stays in a season. Its nights hold for stays that begin on its days, in place of the home's own; of
 * several rules over one day the strictest holds.
 */
export const StayRule = z
  .strictObject({
    first: First,
    until: Until,
    weekdays: z
      .array(Weekday)
      .min(1)
      .max(7)
      .default([...Weekday.options])
      .describe("The days of arrival on which it holds; of departure, for closedToDeparture."),
    minNights: nights.describe("In place of the home's own; null: as the home."),
    maxNights: nights.describe("In place of the home's own; null: as the home."),
    closedToArrival: z.boolean().default(false).describe("No stay begins on these days."),
    closedToDeparture: z.boolean().default(false).describe("No stay ends on these days."),
  })
  .refine(({ first, until }) => first < until, { path: ["until"], error: "must be after first" })
  .refine(({ minNights, maxNights }) => minNights === null || maxNights === null || minNights <= maxNights, {
    path: ["minNights"],
    error: "must not be above maxNights",
  })
  .refine(
    (rule) => rule.minNights !== null || rule.maxNights !== null || rule.closedToArrival || rule.closedToDeparture,
    { error: "must say something: minNights, maxNights, closedToArrival or closedToDeparture" },
  )
  .meta({ id: "StayRule" });
export type StayRule = z.output<typeof StayRule>;

/**
 * All rules of a home, in place of those before; none takes them all away. Refused: 412 `listing.version_changed`, 409
 * `listing.state` once it is archived.
 */
export const SetStayRulesInput = z.strictObject({ ...changedHome, rules: z.array(StayRule).max(200) });

/** The rules of a home, by their first day. */
export const StayRules = z
  .object({ rules: z.array(StayRule), version: changedHome.version.unwrap().describe("Of the listing.") })
  .meta({ id: "StayRules" });

/** Nights that a host keeps for himself. */
export const Block = z
  .object({
    id: Id,
    listingId: Id,
    first: First,
    until: Until,
    note: z.string().nullable().describe("The host's own; null for others."),
    createdAt: Instant,
  })
  .meta({ id: "Block" });
export type Block = z.output<typeof Block>;

const maxBlockNights = 1096;

/**
 * Takes nights off the market, up to three years of them. Refused: 409 `booking.dates_unavailable` where some are taken
 * (by a stay, another block or another calendar), with `details.nights`.
 */
export const BlockInput = z
  .strictObject({
    listingId: Id,
    first: First,
    until: Until,
    note: text(500).nullable().default(null).describe("Only its host reads it."),
  })
  .refine(({ first, until }) => first < until, { path: ["until"], error: "must be after first" })
  .refine(({ first, until }) => nightsBetween(first, until) <= maxBlockNights, {
    path: ["until"],
    error: `must be at most ${maxBlockNights} nights after first`,
  });

/** A block, by its id. */
export const UnblockInput = z.strictObject({ listingId: Id, blockId: Id });

/** The blocks of a home, by their first night. */
export const ListBlocksInput = z.strictObject({
  listingId: Id,
  from: PlannedDate.optional().describe("Those with a night on or after this date."),
  ...pageInput,
});

/** A page of blocks. */
export const BlockPage = pageOf(Block, "BlockPage");

const maxCalendarNights = 400;

/** The nights from `from` to the day before `to`, at most 400. */
export const CalendarInput = z
  .strictObject({ listingId: Id, from: PlannedDate, to: PlannedDate.describe("The day after the last night.") })
  .refine(({ from, to }) => from < to, { path: ["to"], error: "must be after from" })
  .refine(({ from, to }) => nightsBetween(from, to) <= maxCalendarNights, {
    path: ["to"],
    error: `must be at most ${maxCalendarNights} nights after from`,
  });

/**
 * What takes a night. `preparation`: the home is made ready after a stay, or would have to be for one that begins too soon
 * after. `external`: another calendar.
 */
export const TakenBy = z.enum(["booking", "hold", "block", "external", "preparation"]).meta({ id: "TakenBy" });
export type TakenBy = z.output<typeof TakenBy>;

/** A night of a home, by the local date on which it begins. */
export const CalendarNight = z
  .object({
    date: LocalDate,
    available: z.boolean().describe("It lies ahead, and nobody has it. A stay is free where each of its nights is."),
    price: Money.describe("For this night: its own price, else the weekend's, else the nightly one."),
    minNights: z.int().min(1).max(365).describe("Of stays that begin on this day."),
    maxNights: z.int().min(1).max(365).describe("Of stays that begin on this day."),
    closedToArrival: z.boolean(),
    closedToDeparture: z.boolean(),
    checkIn: z.boolean().describe("Some stay that begins on this day can be booked now."),
    taken: z
      .object({ by: TakenBy, reference: Id.nullable().describe("The booking's or the block's id.") })
      .nullable()
      .describe("By what, for its host and operators; null for others, and where nobody has it."),
  })
  .meta({ id: "CalendarNight" });
export type CalendarNight = z.output<typeof CalendarNight>;

/** A home's calendar. */
export const Calendar = z
  .object({
    listingId: Id,
    currency: Currency,
    timeZone: z.string().describe("IANA name: all dates are the home's own."),
    today: LocalDate.describe("The home's own date now."),
    nights: z.array(CalendarNight),
  })
  .meta({ id: "Calendar" });

/** A stay to be explained. Refused: 422 `stay.invalid_range` where the check-out is not after the check-in. */
export const ExplainAvailabilityInput = z.strictObject({
  listingId: Id,
  checkIn: LocalDate,
  checkOut: LocalDate,
  guests: z.int().min(1).max(50).default(1).describe("Adults and children."),
});

/** Something that keeps a stay from being booked. */
export const Obstacle = z
  .object({
    rule: z.string().describe("As in details.rules of stay.rule; nights_taken, not_published."),
    pointer: z.string().describe("The field that breaks it, a JSON pointer."),
    detail: z.string(),
  })
  .meta({ id: "Obstacle" });

const stay = { checkIn: LocalDate, checkOut: LocalDate };

/** A stay that can be booked instead. */
export const StaySuggestion = z.object({ ...stay, nights: z.int().min(1).max(365) }).meta({ id: "StaySuggestion" });

/** Whether a stay can be booked now, why not, and what can be in its stead. */
export const Availability = z
  .object({
    listingId: Id,
    ...stay,
    bookable: z.boolean(),
    obstacles: z.array(Obstacle).describe("Every rule that it breaks."),
    suggestions: z
      .array(StaySuggestion)
      .describe("Up to five that can be booked: of the same length first, then others, the nearest check-in first."),
  })
  .meta({ id: "Availability" });
export type Availability = z.output<typeof Availability>;
