const minuteMs = 60_000;
const everyMs = 30 * minuteMs;
const firstRetryMs = 5 * minuteMs;
const longestMs = 6 * 60 * minuteMs;

/**
 * When a calendar is read again: after half an hour, or after failures sooner at first and then ever later, up to six
 * hours. `random` (0 to 1) moves it by a fifth, so that not all come at once.
 */
export function nextSync(now: Date, failures: number, random: number): Date {
  const usual = failures === 0 ? everyMs : Math.min(firstRetryMs * 2 ** (failures - 1), longestMs);
  return new Date(now.getTime() + Math.round(usual * (0.8 + 0.4 * random)));
}

/** How long a fetch that began has before another may begin. */
export const leaseMs = 2 * minuteMs;
