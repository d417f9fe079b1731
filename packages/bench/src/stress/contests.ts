import { dateIn } from "../dates.ts";
import type { Stay } from "../quotes.ts";
import type { Random } from "../random.ts";

export interface ContestOptions {
  readonly homes: readonly string[];
  readonly tries: number;
  readonly today: Date;
  readonly random: Random;
}

export interface Contests {
  /** In the order in which they are tried. */
  readonly stays: readonly Stay[];
  /** How many can be had: one of each contest. */
  readonly winnable: number;
  /** How many tries have a rival. */
  readonly colliding: number;
}

const firstDay = 2;
const slotDays = 7;
const slots = 100;
// All stays of a contest share this night of their slot, so exactly one of them can be had.
const sharedNight = 3;
const homesAtOnce = 8;
const largest = 4;

/**
 * Stays of which about half lose: a contest is one to four stays for one home and one night, some of them for the
 * same dates. Contests go on at eight homes at a time, so that those of one home that do not collide still meet.
 */
export function makeContests({ homes, tries, today, random }: ContestOptions): Contests {
  const stays: Stay[] = [];
  let winnable = 0;
  let colliding = 0;
  for (; stays.length < tries; winnable += 1) {
    const size = Math.min(tries - stays.length, random.fraction() < 0.4 ? 1 : random.integer(2, largest));
    const { listingId, day } = placeOf(winnable, homes);
    for (let index = 0; index < size; index += 1) {
      const arrival = day + random.integer(0, sharedNight);
      const departure = day + random.integer(sharedNight + 1, slotDays);
      stays.push({ listingId, checkIn: dateIn(today, arrival), checkOut: dateIn(today, departure) });
    }
    if (size > 1) colliding += size;
  }
  return { stays: mixed(stays, random), winnable, colliding };
}

/** A slot of a home for each contest: every slot of eight homes, then of the next eight. */
function placeOf(contest: number, homes: readonly string[]): { listingId: string; day: number } {
  const group = Math.floor(contest / (homesAtOnce * slots));
  const listingId = homes[group * homesAtOnce + (contest % homesAtOnce)];
  if (listingId === undefined) throw new Error("there are not enough homes for so many tries");
  const slot = Math.floor(contest / homesAtOnce) % slots;
  return { listingId, day: firstDay + slot * slotDays };
}

const reach = 16;

/** Changes places with a neighbour, so that rivals meet in every order but still at about the same time. */
function mixed(stays: Stay[], random: Random): Stay[] {
  for (let index = 0; index < stays.length; index += 1) {
    const other = random.integer(index, Math.min(stays.length - 1, index + reach));
    const [one, two] = [stays[index], stays[other]];
    if (one && two) [stays[index], stays[other]] = [two, one];
  }
  return stays;
}
