import { z } from "zod";
import { Id, Instant, LocalDate, text } from "./fields.ts";

/** Why a calendar could not be read the last time. */
export const FeedFault = z
  .enum([
    "unknown_host",
    "unreachable",
    "certificate",
    "private_address",
    "redirect",
    "timeout",
    "too_large",
    "unreadable",
    "denied",
    "not_found",
    "server_error",
    "not_a_calendar",
    "cut_off",
    "too_much",
  ])
  .meta({ id: "FeedFault" });
export type FeedFault = z.output<typeof FeedFault>;

/** Nights that a calendar says are taken and that are booked here, too. */
export const FeedClash = z
  .object({
    first: LocalDate.describe("The first of the nights that are taken in both."),
    until: LocalDate.describe("The day after the last of them."),
    bookingId: Id.describe("The booking that has them here."),
  })
  .meta({ id: "FeedClash" });

/** A home's calendar elsewhere, whose taken nights are taken here, too. */
export const CalendarFeed = z
  .object({
    id: Id,
    listingId: Id,
    name: z.string(),
    url: z.string().describe("Shown to the host alone: whoever knows it can read the calendar."),
    status: z
      .enum(["waiting", "working", "failing"])
      .describe("Not read yet; read the last time; not read the last time, while its nights stay as they were."),
    problem: z
      .object({ code: FeedFault, message: z.string() })
      .nullable()
      .describe("What was wrong the last time; null where nothing was."),
    lastSyncedAt: Instant.nullable().describe("When the whole calendar was read last."),
    nextSyncAt: Instant,
    unread: z.int().min(0).max(100_000).describe("Events that cannot be read, and are left out."),
    events: z.int().min(0).max(100_000).describe("Ranges of nights that it takes, from today on."),
    clashes: z.array(FeedClash).max(100),
    createdAt: Instant,
  })
  .meta({ id: "CalendarFeed" });
export type CalendarFeed = z.output<typeof CalendarFeed>;

const FeedUrl = z
  .string()
  .trim()
  .max(2048)
  .regex(/^(?:https|webcals?):\/\/\S+$/i, "must begin with https:// or webcal://")
  .describe("Where the calendar is, in iCalendar form (.ics): https on its usual port, in the public internet.");

/** Another calendar of a home. */
export const AddFeedInput = z.strictObject({
  listingId: Id,
  url: FeedUrl,
  name: text(100).describe("What the host calls it, for example Airbnb."),
});

/** One calendar of a home. */
export const FeedInput = z.strictObject({ listingId: Id, feedId: Id });

/** All calendars of a home; there are at most 20. */
export const CalendarFeeds = z.object({ data: z.array(CalendarFeed).max(20) }).meta({ id: "CalendarFeeds" });

/** The most calendars that a home reads. */
export const maxFeeds = 20;
