import type { StayDates } from "../stay-rules.ts";
import { lengthsFrom, type OpenDay } from "./open-days.ts";

/** A stay by its place among the days, and its length. */
interface Placed {
  readonly place: number;
  readonly nights: number;
}

export interface Stay extends StayDates {
  readonly nights: number;
}

const mostSuggested = 5;

/**
 * The stays nearest to the one wished for that can be booked, up to five. Those of the same length come first; then the
 * nearer check-in, the more similar length, the earlier check-in, the shorter stay.
 */
export function nearestStays(days: readonly OpenDay[], wish: Placed): Stay[] {
  const places = [...days.keys()].sort((a, b) => distance(a, wish) - distance(b, wish) || a - b);
  const same = ofSameLength(days, places, wish);
  const found = same.length < mostSuggested ? [...same, ...others(days, places, wish)] : same;
  return found.slice(0, mostSuggested).flatMap(({ place, nights }) => {
    const [arrival, departure] = [days[place], days[place + nights]];
    return arrival && departure ? [{ checkIn: arrival.date, checkOut: departure.date, nights }] : [];
  });
}

const distance = (place: number, wish: Placed) => Math.abs(place - wish.place);

function ofSameLength(days: readonly OpenDay[], places: readonly number[], { nights }: Placed): Placed[] {
  const found: Placed[] = [];
  for (const place of places) {
    if (found.length === mostSuggested) break;
    for (const length of lengthsFrom(days, place)) if (length === nights) found.push({ place, nights });
  }
  return found;
}

/** Stays of other lengths in their order. The two days that are equally far from the wish are compared by length. */
function others(days: readonly OpenDay[], places: readonly number[], wish: Placed): Placed[] {
  const found: Placed[] = [];
  for (let index = 0; index < places.length && found.length < mostSuggested; ) {
    const far = distance(places[index] ?? 0, wish);
    const ring: Placed[] = [];
    for (; index < places.length && distance(places[index] ?? 0, wish) === far; index += 1) {
      const place = places[index] ?? 0;
      for (const nights of lengthsFrom(days, place)) if (nights !== wish.nights) ring.push({ place, nights });
    }
    const unlike = ({ nights }: Placed) => Math.abs(nights - wish.nights);
    found.push(...ring.sort((a, b) => unlike(a) - unlike(b) || a.place - b.place || a.nights - b.nights));
  }
  return found;
}
