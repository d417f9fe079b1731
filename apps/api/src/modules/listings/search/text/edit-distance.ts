/**
 * How many slips lie between two words: a letter too many, one too few, another one, or two neighbours that changed
 * places. Letters are code points.
 */
export function editDistance(one: string, other: string): number {
  const [from, to] = [Array.from(one), Array.from(other)];
  let [before, last] = [from.map(() => 0), Array.from({ length: to.length + 1 }, (_, index) => index)];
  for (const [i, letter] of from.entries()) {
    const row = [i + 1];
    for (const [j, wanted] of to.entries()) {
      const least = Math.min(
        at(last, j + 1) + 1,
        at(row, j) + 1,
        at(last, j) + (letter === wanted ? 0 : 1),
        i > 0 && j > 0 && letter === to[j - 1] && from[i - 1] === wanted ? at(before, j - 1) + 1 : Infinity,
      );
      row.push(least);
    }
    [before, last] = [last, row];
  }
  return at(last, to.length);
}

const at = (row: readonly number[], index: number): number => row[index] ?? Infinity;
