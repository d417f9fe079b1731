import type { Box } from "../search-place.ts";

/** A cell of the map, as the index of words has it, and how much of it a box covers. */
export interface MapCell {
  readonly mark: string;
  readonly share: number;
}

/** Degrees, from the largest cells to the smallest: what `search_marks` writes. */
const sizes = [
  ["a", 8],
  ["b", 2],
  ["c", 0.5],
  ["d", 0.125],
  ["e", 0.03125],
] as const;

const mostCells = 64;
/** Of the largest. */
const mostOfLargest = 256;

/** The cells that boxes touch, of the smallest size of which there are not too many; null for a good part of the world. */
export function cellsOf(boxes: readonly Box[]): readonly MapCell[] | null {
  if (countOf(boxes, sizes[0][1]) > mostOfLargest) return null;
  const [letter, size] = sizes.findLast(([, width]) => countOf(boxes, width) <= mostCells) ?? sizes[0];
  const cells = new Map<string, number>();
  for (const box of boxes) {
    for (const column of parts(box.west + 180, box.east + 180, size)) {
      for (const row of parts(box.south + 90, box.north + 90, size)) {
        const mark = `^${letter}${column.at}:${row.at}`;
        cells.set(mark, Math.min(1, (cells.get(mark) ?? 0) + column.share * row.share));
      }
    }
  }
  return Array.from(cells, ([mark, share]) => ({ mark, share }));
}

const countOf = (boxes: readonly Box[], size: number): number =>
  boxes.reduce(
    (sum, { west, east, south, north }) =>
      sum + spanOf(west + 180, east + 180, size) * spanOf(south + 90, north + 90, size),
    0,
  );

const spanOf = (from: number, to: number, size: number): number => Math.floor(to / size) - Math.floor(from / size) + 1;

/** The cells of one direction, and how much of each lies between two places. */
function parts(from: number, to: number, size: number) {
  const first = Math.floor(from / size);
  return Array.from({ length: spanOf(from, to, size) }, (_, index) => {
    const at = first + index;
    return { at, share: (Math.min(to, (at + 1) * size) - Math.max(from, at * size)) / size };
  });
}
