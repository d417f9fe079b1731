import { dateIn } from "../../dates.ts";
import type { WorstCase } from "./worst-cases.ts";

const nights = 4;
const [firstDay, days, step] = [20, 270, 37] as const;

/** What is asked in such a round: with dates others than in each of the 269 rounds before, all within the year. */
export function worstPath({ path, query, isDated }: WorstCase, today: Date, round: number): string {
  const day = firstDay + ((round * step) % days);
  const stay = { checkIn: dateIn(today, day), checkOut: dateIn(today, day + nights) };
  const fields = Object.entries({ ...query, ...(isDated && stay) }).flatMap(([name, value]) =>
    (typeof value === "string" ? [value] : value).map((one) => [name, one]),
  );
  return `/api/v1/${path}?${new URLSearchParams(fields).toString()}`;
}
