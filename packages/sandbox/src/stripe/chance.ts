import { createHash } from "node:crypto";

/** A number in [0, 1) that depends on the seed and the names only, so that a seed always gives the same run. */
export function chance(seed: number, ...names: readonly (number | string)[]): number {
  const hash = createHash("sha256")
    .update([seed, ...names].join(" "))
    .digest();
  return hash.readUIntBE(0, 6) / 2 ** 48;
}
