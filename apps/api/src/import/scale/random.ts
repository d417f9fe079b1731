export interface Random {
  /** [0, 1) */
  fraction(): number;
  /** From `low` to `high`, both included. */
  integer(low: number, high: number): number;
  pick<T>(list: readonly [T, ...T[]]): T;
}

/** The same seed gives the same numbers (mulberry32). */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const fraction = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    fraction,
    integer: (low, high) => low + Math.floor(fraction() * (high - low + 1)),
    pick: (list) => list[Math.floor(fraction() * list.length)] ?? list[0],
  };
}
