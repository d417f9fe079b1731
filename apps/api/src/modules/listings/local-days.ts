/** A local date as the number of days since 1970-01-01: what ranges of days are counted in. */
export const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;

/** The local date, `YYYY-MM-DD`, of a number of days since 1970-01-01. */
export const dateOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

/** The bit of a day's ISO weekday, Monday 1, Sunday 64, as stay rules keep them. 1970-01-01 was a Thursday. */
export const weekdayBit = (day: number): number => 1 << ((((day + 3) % 7) + 7) % 7);
