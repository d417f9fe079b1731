import { amenityCatalogue } from "@roost/contract";
import type pg from "pg";
import { facetsText, marksText, mostOfAll, mostOfSample, telling, unpacked } from "./facets-text.ts";
import { type Box, cellsOf } from "./map-cells.ts";

export interface FacetSearch {
  /** west,south,east,north */
  readonly box: string;
  readonly guests: number;
}

interface Part {
  readonly count: number;
}

interface FacetsRow extends Part {
  /** Whatever else was asked; counted where those that have it tell too little. */
  readonly inLot: number;
  readonly instant: number;
  readonly currency: string | null;
  readonly rooms: readonly Part[] | null;
  readonly amenities: readonly (string | null)[];
  readonly prices: readonly (Part & { readonly from: number; readonly to: number })[] | null;
  readonly clusters: readonly (Part & { readonly cheapest: number | null })[] | null;
}

const [few, lastLot, gridCells, tries] = [2000, 10, 8, 4];

/** How the homes of a box are made up, and where they stand: of many, one of 4, 16, 64 … is counted. */
export async function countFacets(pool: pg.Pool, { box, guests }: FacetSearch): Promise<object> {
  const [west = 0, south = 0, east = 0, north = 0] = box.split(",").map(Number);
  const values = [west, south, east, north, guests, (north - south) / gridCells, (east - west) / gridCells];
  const homes = await homesIn(pool, [west, south, east, north]);
  let [lot, least] = [homes <= few ? 0 : lotFrom(Math.log2(homes / few)), 0];
  for (let left = tries; ; left -= 1) {
    const most = lot > 0 ? mostOfSample : mostOfAll;
    const { rows } = await pool.query<FacetsRow>({ name: `facets_${lot}`, text: facetsText(lot, most), values });
    const [row] = rows;
    if (!row) throw new Error("facets are one row");
    const isCut = row.count === most;
    if (isCut) least = lot + 2;
    const isCountable = least === 0 && homes < mostOfAll && row.count < telling;
    const wider = isCountable ? 0 : Math.min(lot, Math.max(least, lotFrom(lot - widening(row))));
    const next = isCut ? lotFrom(lot + 4) : wider;
    if (next === lot || left === 1) return answerOf(row, { lot, isCut });
    lot = next;
  }
}

/** Lots are a quarter of each other. */
const lotFrom = (lot: number): number => Math.max(0, Math.min(lastLot, Math.ceil(lot / 2) * 2));

/** About how many there are. */
async function homesIn(pool: pg.Pool, box: Box): Promise<number> {
  const cells = cellsOf(box);
  const marks = ["@", ...cells.map(({ mark }) => mark)];
  const { rows } = await pool.query<Mark>({ name: "marks", text: marksText, values: [marks] });
  const counts = new Map(rows.map(({ mark, documents }) => [mark, documents]));
  const inCells = Math.ceil(cells.reduce((sum, { mark, share }) => sum + share * (counts.get(mark) ?? 0), 0));
  return Math.min(counts.get("@") ?? 0, inCells);
}

interface Mark {
  readonly mark: string;
  readonly documents: number;
}

/** How often a lot that told too little is doubled. */
function widening({ count, inLot }: FacetsRow): number {
  if (count >= telling) return 0;
  return Math.max(0, Math.floor(Math.log2(Math.min(few / Math.max(count, 8), (few * 4) / Math.max(inLot, 8)))));
}

function answerOf(row: FacetsRow, { lot, isCut }: { readonly lot: number; readonly isCut: boolean }): object {
  const money = (amount: number) => ({ amount, currency: row.currency ?? "EUR" });
  const all = (count: number) => count * 2 ** lot;
  const whole = <T extends Part>(part: T) => ({ ...part, count: all(part.count) });
  const counts = unpacked(row.amenities);
  return {
    count: all(row.count),
    isCapped: isCut || lot > 0,
    instant: all(row.instant),
    roomTypes: (row.rooms ?? []).map(whole),
    amenities: amenityCatalogue
      .map(({ code }, index) => ({ amenity: code, count: all(counts[index] ?? 0) }))
      .filter(({ count }) => count > 0)
      .toSorted((a, b) => b.count - a.count),
    prices: (row.prices ?? []).map(({ from, to, count }) => ({ from: money(from), to: money(to), count: all(count) })),
    clusters: (row.clusters ?? []).map((cluster) => ({
      ...whole(cluster),
      cheapest: cluster.cheapest === null ? null : money(cluster.cheapest),
    })),
  };
}
