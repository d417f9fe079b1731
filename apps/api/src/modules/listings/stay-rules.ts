import type { Guests, Issue } from "@roost/contract";
import { AppError } from "../../platform/errors.ts";

/** The limits that a host sets. */
export interface StayLimits {
  readonly minNights: number;
  readonly maxNights: number;
  readonly maxGuests: number;
}

/** Local dates of the home, `YYYY-MM-DD`: check-in is the first night, check-out the day after the last. */
export interface StayDates {
  readonly checkIn: string;
  readonly checkOut: string;
}

export interface StayRequest extends StayDates {
  /** Infants and pets do not count. */
  readonly guests: Pick<Guests, "adults" | "children">;
  /** The home's local date (`localDate`). */
  readonly today: string;
  readonly listing: StayLimits;
}

const longestStayNights = 365;
const bookableYears = 2;

/**
 * Refuses a stay that this home does not take, naming every broken rule: 422 `stay.invalid_range`, else 422
 * `stay.rule` with `details.rules`. Answers the number of nights.
 */
export function checkStay({ today, guests, listing, ...dates }: StayRequest): number {
  const nights = nightsOf(dates);
  const people = guests.adults + guests.children;
  refuse([
    ...brokenByDates(dates, { earliest: today, latest: today }),
    ...(nights < listing.minNights ? [issue("/checkOut", "min_nights", `at least ${listing.minNights} nights`)] : []),
    ...(nights > listing.maxNights ? [issue("/checkOut", "max_nights", `at most ${listing.maxNights} nights`)] : []),
    ...(people > listing.maxGuests ? [issue("/guests", "max_guests", `at most ${listing.maxGuests} guests`)] : []),
  ]);
  return nights;
}

/** The range of local dates that today is, somewhere: equal for one home, a day or two apart for the whole world. */
export interface Today {
  readonly earliest: string;
  readonly latest: string;
}

/** Refuses dates that no home takes, as `checkStay` does. Answers the number of nights. */
export function checkStayDates(dates: StayDates, today: Today): number {
  const nights = nightsOf(dates);
  refuse(brokenByDates(dates, today));
  return nights;
}

/** The local date in a zone at an instant. */
export const localDate = (now: Date, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone).toPlainDate().toString();

/** The last check-in that may be booked on a day. */
export const lastCheckIn = (today: string): string =>
  Temporal.PlainDate.from(today).add({ years: bookableYears }).toString();

function nightsOf({ checkIn, checkOut }: StayDates): number {
  const nights = Temporal.PlainDate.from(checkIn).until(checkOut, { largestUnit: "day" }).days;
  if (nights < 1) throw new AppError("stay.invalid_range", { issues: [rangeIssue] });
  return nights;
}

const rangeIssue: Issue = { pointer: "/checkOut", code: "invalid_range", detail: "must be after the check-in" };

// Dates of four-digit years compare as text.
function brokenByDates({ checkIn, checkOut }: StayDates, { earliest, latest }: Today): Issue[] {
  const last = lastCheckIn(latest);
  return [
    ...(checkIn < earliest ? [issue("/checkIn", "check_in_past", "the day has passed")] : []),
    ...(checkIn > last ? [issue("/checkIn", "too_far_ahead", `not after ${last}`)] : []),
    ...(nightsOf({ checkIn, checkOut }) > longestStayNights
      ? [issue("/checkOut", "too_long", `at most ${longestStayNights} nights`)]
      : []),
  ];
}

const issue = (pointer: string, code: string, detail: string): Issue => ({ pointer, code, detail });

function refuse(issues: readonly Issue[]): void {
  if (issues.length === 0) return;
  const detail = `The stay breaks a rule: ${issues.map((broken) => broken.detail).join("; ")}.`;
  throw new AppError("stay.rule", { detail, issues, details: { rules: issues.map(({ code }) => code) } });
}
