const dayMs = 86_400_000;

/** The date so many days after the day that `today` falls on (UTC), `YYYY-MM-DD`. */
export const dateIn = (today: Date, days: number): string =>
  new Date(today.getTime() + days * dayMs).toISOString().slice(0, 10);
