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
