import { growthsOf } from "./growths-of.ts";
import type { SearchReport } from "./search-report.ts";
import { worstMisses } from "./worst/worst-misses.ts";

const ratios: Readonly<Record<string, number>> = { "search.total": 0.5, "search.get": 0.6 };
const largeSize = 1_000_000;
const mostGrowth = 1.5;
// Resident memory differs by a few percent from look to look, whatever is kept.
const mostMemory = 1.05;
const leastBooking = 0.85;

/** A sentence for each target that a run has missed; targets of what it did not measure are none. */
export function missesOf({ results, worst, memory, booking }: SearchReport): readonly string[] {
  const large = results.filter(({ listings }) => listings >= largeSize);
  const slow = large.flatMap(({ name, listings, roost, bare }) => {
    const [ratio, least] = [roost.perSecond / bare.perSecond, ratios[name]];
    return least !== undefined && ratio < least
      ? [`${name} at ${listings} homes: ${ratio.toFixed(2)} of the bare server, wanted is ${least}`]
      : [];
  });
  const grown = growthsOf(results)
    .filter(({ to, roost }) => to >= largeSize && roost >= mostGrowth)
    .map(
      ({ of, from, to, roost }) =>
        `${of}: p50 × ${roost.toFixed(2)} from ${from} to ${to} homes, wanted is below ${mostGrowth}`,
    );
  const held = memory && memory.afterMb / memory.beforeMb;
  const kept = booking && booking.kept.perSecond / booking.unkept.perSecond;
  return [
    ...slow,
    ...grown,
    ...worstMisses(worst),
    ...(held !== undefined && held > mostMemory
      ? [`memory: × ${held.toFixed(2)}, wanted is at most ${mostMemory}`]
      : []),
    ...(kept !== undefined && kept < leastBooking
      ? [`search.booking: ${kept.toFixed(2)} of bookings without search rows, wanted is ${leastBooking}`]
      : []),
  ];
}
