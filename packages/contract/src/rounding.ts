/**
 * `numerator / denominator` as a whole number; a tie goes to the even neighbour (ISO 80000-1, banker's rounding).
 * Exact for every size. `denominator` must be above zero.
 */
export function roundHalfEven(numerator: bigint, denominator: bigint): bigint {
  if (denominator <= 0n) throw new RangeError("the denominator must be above zero");
  const truncated = numerator / denominator;
  const rest = numerator % denominator;
  const floor = rest < 0n ? truncated - 1n : truncated;
  const twice = 2n * (numerator - floor * denominator);
  const up = twice > denominator || (twice === denominator && floor % 2n !== 0n);
  return up ? floor + 1n : floor;
}

/** A fraction of minor units, exact: `numerator / denominator`. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * The multiple of `granularity` that is nearest to a fraction of minor units; a tie goes to the even multiple:
 * 150/1 with granularity 100 is 200, 250/1 too.
 */
export function roundToGranularity({ numerator, denominator }: Fraction, granularity: number): number {
  const step = BigInt(granularity);
  return Number(roundHalfEven(numerator, denominator * step) * step);
}

/**
 * Shares `total` among weights by largest remainder: each part is a multiple of `granularity` within one step of its
 * exact share, and the parts sum to the total. Of equal remainders the earlier part gets the step, so the same call
 * always answers the same. A weight of nothing gets nothing. Throws a RangeError where `total` is negative or no
 * multiple of `granularity`, where a weight is negative or no whole number, or where there is no weight to share by.
 *
 * @example splitMinor(100, [1, 1, 1]) // [34, 33, 33]
 */
export function splitMinor(total: number, weights: readonly number[], granularity = 1): number[] {
  if (!Number.isSafeInteger(granularity) || granularity < 1) throw new RangeError("the granularity must be 1 or more");
  if (!Number.isSafeInteger(total) || total < 0) throw new RangeError("the total must be a whole number, 0 or more");
  if (total % granularity !== 0) throw new RangeError(`the total ${total} is no multiple of ${granularity}`);
  if (weights.some((weight) => !Number.isSafeInteger(weight) || weight < 0)) {
    throw new RangeError("weights must be whole numbers, 0 or more");
  }
  const whole = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (whole === 0n) {
    if (total === 0) return weights.map(() => 0);
    throw new RangeError("there is no weight to share the total by");
  }
  const steps = BigInt(total / granularity);
  const shares = weights.map((weight, index) => {
    const exact = steps * BigInt(weight);
    return { index, steps: exact / whole, remainder: exact % whole };
  });
  const left = steps - shares.reduce((sum, share) => sum + share.steps, 0n);
  const byRemainder = [...shares].sort((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder < b.remainder ? 1 : -1,
  );
  // There are fewer steps left than parts with a remainder, so a weight of nothing never gets one.
  const lucky = new Set(byRemainder.slice(0, Number(left)).map(({ index }) => index));
  return shares.map((share) => Number(share.steps + (lucky.has(share.index) ? 1n : 0n)) * granularity);
}
