export type Box = readonly [west: number, south: number, east: number, north: number];

/** A cell of the map as the index of words has it, and how much of it a box covers. */
export interface Cell {
  readonly mark: string;
  readonly share: number;
}

const sizes = [
  ["a", 8],
  ["b", 2],
  ["c", 0.5],
  ["d", 0.125],
  ["e", 0.03125],
] as const;
const mostCells = 64;

/** The cells that a box touches, of the smallest size of which there are at most 64. */
export function cellsOf([west, south, east, north]: Box): readonly Cell[] {
  const at = (size: number) => ({
    columns: parts(west + 180, east + 180, size),
    rows: parts(south + 90, north + 90, size),
  });
  const few = ({ columns, rows }: ReturnType<typeof at>) => columns.length * rows.length <= mostCells;
  const [letter, size] = sizes.findLast(([, width]) => few(at(width))) ?? sizes[0];
  const { columns, rows } = at(size);
  return columns.flatMap((column) =>
    rows.map((row) => ({ mark: `^${letter}${column.at}:${row.at}`, share: column.share * row.share })),
  );
}

function parts(from: number, to: number, size: number) {
  const [first, last] = [Math.floor(from / size), Math.floor(to / size)];
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const at = first + index;
    return { at, share: (Math.min(to, (at + 1) * size) - Math.max(from, at * size)) / size };
  });
}
