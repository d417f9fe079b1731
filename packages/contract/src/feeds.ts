import { z } from "zod";
import { Id, Instant, LocalDate, opaque, text } from "./fields.ts";

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
  .regex(/^(?:[Hh][Tt][Tt][Pp][Ss]|[Ww][Ee][Bb][Cc][Aa][Ll][Ss]?):\/\/\S+$/, "must begin with https:// or webcal://")
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

/** Where a home's own calendar is read. */
export const CalendarLink = z
  .object({
    listingId: Id,
    url: z.string().describe("For other sites. Whoever knows it can see when the home is taken, and no more."),
    lastReadAt: Instant.nullable().describe("When somebody read it last."),
  })
  .meta({ id: "CalendarLink" });

/** The token stands in the home's calendar link. */
export const CalendarFileInput = z.strictObject({ listingId: Id, token: opaque(100) });

/** When a home is taken, without saying by whom: its stays and blocks, of the last 30 days and from then on. */
export const CalendarFile = z
  .object({
    listingId: Id,
    title: z.string(),
    events: z.array(
      z
        .object({
          uid: z.string().describe("Stays the same as long as the stay or block is there."),
          first: LocalDate.describe("The first night."),
          until: LocalDate.describe("The day after the last night."),
          kind: z.enum(["stay", "block"]).describe("Reserved by a guest, or not available."),
          sequence: z.int().min(0).max(2_147_483_647).describe("Grows when it is moved."),
          at: Instant.describe("When the nights were taken."),
        })
        .meta({ id: "CalendarFileEvent" }),
    ),
  })
  .meta({ id: "CalendarFile" });
export type CalendarFile = z.output<typeof CalendarFile>;
