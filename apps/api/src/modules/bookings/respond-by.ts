const hourMs = 3_600_000;

/** How long a host has for his answer. */
const answerHours = 24;

/** How long before the provider's deadline the answer must be there, so that there is time to capture. */
const captureMarginHours = 12;

export interface Asked {
  readonly now: Date;
  /** Until when the provider lets the amount be captured; null where it does not say. */
  readonly captureBy: Date | null;
  readonly startsAt: Date;
}

/** Until when the host may answer: 24 hours, never past the check-in or 12 hours before the capture deadline. */
export function respondBy({ now, captureBy, startsAt }: Asked): Date {
  const limits = [now.getTime() + answerHours * hourMs, startsAt.getTime()];
  if (captureBy !== null) limits.push(captureBy.getTime() - captureMarginHours * hourMs);
  return new Date(Math.min(...limits));
}
