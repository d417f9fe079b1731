import type { Guests, Issue } from "@roost/contract";
import { AppError } from "../../platform/errors.ts";
import { dateOf, dayOf } from "./local-days.ts";
import { type HomeRules, rulesOn } from "./season-rules.ts";

/** The limits that a host sets. */
export interface StayLimits extends HomeRules {
  readonly maxGuests: number;
  /** A check-in is at least so many days ahead, and at most so many. */
  readonly advanceNoticeDays: number;
  readonly bookingWindowDays: number;
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

/** The nights of the longest stay, whatever a host says. */
export const longestStayNights = 365;
const bookableYears = 2;

/**
 * Refuses a stay that this home does not take, naming every broken rule: 422 `stay.invalid_range`, else 422
 * `stay.rule` with `details.rules`. Answers the number of nights.
 */
export function checkStay(request: StayRequest): number {
  const nights = nightsOf(request);
  refuse(brokenRules(request));
  return nights;
}

/** Every rule that a stay breaks, each pointing at the field that breaks it. The check-out is after the check-in. */
export function brokenRules({ today, guests, listing, ...dates }: StayRequest): Issue[] {
  const nights = nightsOf(dates);
  const people = guests.adults + guests.children;
  return [
    ...brokenByDates(dates, { earliest: today, latest: today }),
    ...brokenByLead(dates.checkIn, today, listing),
    ...brokenBySeason(dates, nights, listing),
    ...(people > listing.maxGuests ? [issue("/guests", "max_guests", `at most ${listing.maxGuests} guests`)] : []),
  ];
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

/** The first and the last date that it is, somewhere. By hand: every search asks, and Temporal takes ten times as long. */
export const todayAnywhere = (now: Date): Today => ({
  earliest: dateOf(Math.floor((now.getTime() - 12 * hourMs) / dayMs)),
  latest: dateOf(Math.floor((now.getTime() + 14 * hourMs) / dayMs)),
});

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** The last check-in that may be booked on a day; 29 February becomes the 28th. */
export function lastCheckIn(today: string): string {
  const year = String(Number(today.slice(0, 4)) + bookableYears).padStart(4, "0");
  const day = today.slice(5);
  // Two years after a leap year there is none.
  return `${year}-${day === "02-29" ? "02-28" : day}`;
}

/** The nights of a stay; 422 `stay.invalid_range` where there are none. */
export function nightsOf({ checkIn, checkOut }: StayDates): number {
  const nights = dayOf(checkOut) - dayOf(checkIn);
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

/** The host's own bounds; not where the day has passed or nobody may book it yet, which says it already. */
function brokenByLead(checkIn: string, today: string, { advanceNoticeDays, bookingWindowDays }: StayLimits): Issue[] {
  if (checkIn < today || checkIn > lastCheckIn(today)) return [];
  const earliest = dateOf(dayOf(today) + advanceNoticeDays);
  const latest = dateOf(dayOf(today) + bookingWindowDays);
  return [
    ...(checkIn < earliest ? [issue("/checkIn", "advance_notice", `not before ${earliest}`)] : []),
    ...(checkIn > latest ? [issue("/checkIn", "booking_window", `not after ${latest}`)] : []),
  ];
}

function brokenBySeason({ checkIn, checkOut }: StayDates, nights: number, listing: HomeRules): Issue[] {
  const arrival = rulesOn(listing, { date: checkIn, day: dayOf(checkIn) });
  const departure = rulesOn(listing, { date: checkOut, day: dayOf(checkOut) });
  const { minNights, maxNights } = arrival;
  return [
    ...(arrival.closedToArrival ? [issue("/checkIn", "closed_to_arrival", `no stay begins on ${checkIn}`)] : []),
    ...(departure.closedToDeparture ? [issue("/checkOut", "closed_to_departure", `no stay ends on ${checkOut}`)] : []),
    ...(nights < minNights ? [issue("/checkOut", "min_nights", `at least ${minNights} nights`)] : []),
    ...(nights > maxNights ? [issue("/checkOut", "max_nights", `at most ${maxNights} nights`)] : []),
  ];
}

const issue = (pointer: string, code: string, detail: string): Issue => ({ pointer, code, detail });

function refuse(issues: readonly Issue[]): void {
  if (issues.length === 0) return;
  const detail = `The stay breaks a rule: ${issues.map((broken) => broken.detail).join("; ")}.`;
  throw new AppError("stay.rule", { detail, issues, details: { rules: issues.map(({ code }) => code) } });
}
