import type { TakenBy } from "@roost/contract";
import { dayOf } from "../local-days.ts";

/** A row of `occupancy` that has not expired: local dates, `until` the day after the last night. */
export interface Occupation {
  readonly kind: "booking" | "hold" | "block" | "external";
  readonly reference: string;
  readonly first: string;
  readonly until: string;
  /** For a stay the day after its days of preparation, for others `until`. */
  readonly occupiedUntil: string;
}

export interface Taken {
  readonly by: TakenBy;
  /** The booking's or the block's id. */
  readonly reference: string | null;
}

/** Days since 1970-01-01, `until` exclusive. */
export interface DayRange {
  readonly first: number;
  readonly until: number;
}

/**
 * By what each night of a range is taken, undefined where it is free: a stay is free just where each of its nights is. A
 * home that is made ready for so many days after a stay cannot have one either whose own preparation would reach into
 * the next stay: those nights are taken by preparation, too.
 */
export function takenNights(
  occupations: readonly Occupation[],
  preparationDays: number,
  { first, until }: DayRange,
): readonly (Taken | undefined)[] {
  const nights = Array.from({ length: until - first }, (): Taken | undefined => undefined);
  const take = (from: number, to: number, taken: Taken) => {
    nights.fill(taken, Math.max(from - first, 0), Math.max(Math.min(to, until) - first, 0));
  };
  for (const { kind, ...dates } of occupations) {
    if (kind !== "booking" && kind !== "hold") continue;
    take(dayOf(dates.first) - preparationDays, dayOf(dates.occupiedUntil), preparation);
  }
  for (const { kind, reference, ...dates } of occupations) {
    take(dayOf(dates.first), dayOf(dates.until), { by: kind, reference: kind === "external" ? null : reference });
  }
  return nights;
}

const preparation: Taken = { by: "preparation", reference: null };
