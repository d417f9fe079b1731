import { publicPoint } from "../public-point.ts";
import { distanceKm, type Point } from "../sphere.ts";

export interface Place {
  /** Where the home is. */
  readonly home: Point;
  /** Every public point that its host's homes ever had, in the order in which they were drawn. */
  readonly drawn: readonly Point[];
}

/**
 * The public point of a home: the first ever drawn for its host that lies 150 to 500 m from it, and a new one only where
 * there is none. So a small move keeps its point, and a place has the same point each time that a home comes there:
 * whoever moves a home to and fro, or has many in one house, makes no second sample to average.
 */
export const pointAmong = ({ home, drawn }: Place, random: () => number): Point =>
  drawn.find((point) => isInRing(distanceKm(home, point))) ?? publicPoint(home, random);

const isInRing = (km: number): boolean => km >= 0.15 && km <= 0.5;
