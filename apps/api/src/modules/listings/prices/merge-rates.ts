import type { RateRange } from "./night-price.ts";

/** A new price for some dates; null takes theirs away. `until` is the day after the last night. */
export interface RateChange {
  readonly first: string;
  readonly until: string;
  readonly priceMinor: number | null;
}

/** What to write so that a table of rates says what it should, with as few ranges as can say it. */
export interface MergedRates {
  /** The `first` of each range that goes. */
  readonly gone: readonly string[];
  readonly added: readonly RateRange[];
}

/**
 * Lays changes over the rates that they overlap or touch: ranges are split where a change begins or ends, and joined
 * where neighbours cost the same. Neither the rates nor the changes overlap among themselves.
 */
export function mergeRates(rates: readonly RateRange[], changes: readonly RateChange[]): MergedRates {
  const kept = rates.flatMap((rate) => without(rate, changes));
  const priced = changes.flatMap(({ priceMinor, ...dates }) => (priceMinor === null ? [] : [{ ...dates, priceMinor }]));
  const wanted = joined([...kept, ...priced]);
  return {
    gone: rates.filter((rate) => !wanted.some((other) => isSame(rate, other))).map(({ first }) => first),
    added: wanted.filter((rate) => !rates.some((other) => isSame(rate, other))),
  };
}

/** What is left of a rate where no change names its dates. */
function without(rate: RateRange, changes: readonly RateChange[]): RateRange[] {
  return changes.reduce<RateRange[]>(
    (parts, change) =>
      parts.flatMap((part) =>
        change.until <= part.first || part.until <= change.first
          ? [part]
          : [
              ...(part.first < change.first ? [{ ...part, until: change.first }] : []),
              ...(change.until < part.until ? [{ ...part, first: change.until }] : []),
            ],
      ),
    [rate],
  );
}

function joined(rates: readonly RateRange[]): RateRange[] {
  const ranges: RateRange[] = [];
  for (const rate of rates.toSorted((a, b) => (a.first < b.first ? -1 : 1))) {
    const last = ranges.at(-1);
    if (last?.until === rate.first && last.priceMinor === rate.priceMinor) {
      ranges[ranges.length - 1] = { ...last, until: rate.until };
    } else {
      ranges.push(rate);
    }
  }
  return ranges;
}

const isSame = (a: RateRange, b: RateRange): boolean =>
  a.first === b.first && a.until === b.until && a.priceMinor === b.priceMinor;
