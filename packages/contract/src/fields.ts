import { z } from "zod";

/** A UUIDv7, in lower case from here on: one id in two spellings is one id. */
export const Id = z.uuid().toLowerCase().describe("A UUID (version 7: ids sort by time of creation).");

/** An instant, RFC 3339 in UTC. */
export const Instant = z.iso.datetime().describe("An instant, RFC 3339 in UTC.");

/** A local date of the listing, `YYYY-MM-DD`. It must exist: 30 February is refused, and so is the year 0. */
export const LocalDate = z.iso
  .date({ abort: true })
  .refine((date) => date >= "0001-01-01", { error: "must not be before the year 1", abort: true })
  .describe("A local date of the listing, YYYY-MM-DD.");

/** A time of day at the listing, `HH:MM`, 00:00 to 23:59. */
export const LocalTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time of day, HH:MM")
  .describe("A local time of the listing, HH:MM.");

const storable = (value: string) => value.isWellFormed() && !value.includes("\u0000");

/** Text that people write: NFC, trimmed, well-formed Unicode without NUL, 1 (or `min`) to `max` UTF-16 units. */
export const text = (max: number, min = 1) =>
  z
    .string()
    .trim()
    .normalize("NFC")
    .min(min)
    .max(max)
    .refine(storable, { error: "must be well-formed Unicode without NUL characters" });

/** An opaque token as mails, cookies and cursors carry it. */
export const opaque = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[\w.~-]+$/, "must be an opaque token");

/** An e-mail address, compared and stored in lower case. At most 254 characters (RFC 5321). */
export const EmailAddress = z
  .email()
  .max(254)
  .toLowerCase()
  .describe("An e-mail address; upper and lower case are the same.");

/** ISO 3166-1 alpha-2, upper case. */
export const Country = z
  .string()
  .regex(/^[A-Z]{2}$/, "must be two capital letters (ISO 3166-1)")
  .describe("ISO 3166-1 alpha-2, for example NO.");

/** Degrees north, WGS 84, -90 to 90. */
export const Latitude = z.number().min(-90).max(90).describe("Degrees north, WGS 84.");

/** Degrees east, WGS 84, -180 to 180. */
export const Longitude = z.number().min(-180).max(180).describe("Degrees east, WGS 84.");
