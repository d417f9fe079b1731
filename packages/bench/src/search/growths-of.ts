/** How a case's median grew from one size to another: 1 where it did not. */
export interface Growth {
  readonly of: string;
  readonly from: number;
  readonly to: number;
  readonly roost: number;
  readonly bare: number;
}

interface Median {
  readonly p50Ms: number;
}

interface Sized {
  readonly name: string;
  readonly listings: number;
  readonly roost: Median;
  readonly bare: Median;
}

/** Of each case, between the two largest sizes that were measured. */
export function growthsOf(results: readonly Sized[]): readonly Growth[] {
  const names = [...new Set(results.map(({ name }) => name))];
  return names.flatMap((of) => {
    const [from, to] = results
      .filter(({ name }) => name === of)
      .toSorted((a, b) => a.listings - b.listings)
      .slice(-2);
    if (!from || !to) return [];
    const grown = (server: "roost" | "bare") => to[server].p50Ms / from[server].p50Ms;
    return [{ of, from: from.listings, to: to.listings, roost: grown("roost"), bare: grown("bare") }];
  });
}
