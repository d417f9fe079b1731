import { publicPoint } from "../public-point.ts";
import { distanceKm, type Point } from "../sphere.ts";

export interface Move {
  /** Where the home is now. */
  readonly home: Point;
  /** Every public point that it ever had, in the order in which they were drawn. */
  readonly drawn: readonly Point[];
}

/**
 * The public point of a home that has moved: the first ever drawn that lies 150 to 500 m from where it is now, and
 * a new one only where there is none. So a small move keeps its point, and a place has the same point each time that
 * the home comes back to it: whoever moves a home to and fro makes no second sample to average.
 */
export const movedPoint = ({ home, drawn }: Move, random: () => number): Point =>
  drawn.find((point) => isInRing(distanceKm(home, point))) ?? publicPoint(home, random);

const isInRing = (km: number): boolean => km >= 0.15 && km <= 0.5;
