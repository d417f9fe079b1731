/** What a euro is worth on a day. */
export interface DayRate {
  readonly asOf: string;
  readonly perEur: string;
}

/** How far a rate may move in a day, up or down. */
const dailyFactor = 1.2;
/** After a longer pause no more than this many days count: a rate in another unit is never plausible. */
const mostDays = 5;
const dayMs = 86_400_000;

/** Whether a rate may have become the other: at most 20 % for each day between them. */
export function isPlausible(before: DayRate, after: DayRate): boolean {
  const days = Math.round((Date.parse(after.asOf) - Date.parse(before.asOf)) / dayMs);
  const factor = dailyFactor ** Math.min(Math.max(days, 1), mostDays);
  const move = Number(after.perEur) / Number(before.perEur);
  return move <= factor && move >= 1 / factor;
}
