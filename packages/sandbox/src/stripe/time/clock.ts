import { numberOf } from "../guards.ts";
import type { Settings } from "../settings.ts";

const SETTING = "clock.ahead_ms";

export type Clock = ReturnType<typeof openClock>;

/** The machine's time, and how far ahead of it the sandbox was put. It never goes back. */
export function openClock(settings: Settings) {
  let aheadMs = numberOf(settings.get(SETTING) ?? 0);

  return {
    milliseconds: () => Date.now() + aheadMs,
    seconds: () => Math.floor((Date.now() + aheadMs) / 1000),
    aheadSeconds: () => aheadMs / 1000,
    advance(seconds: number): void {
      aheadMs += seconds * 1000;
      settings.set(SETTING, aheadMs);
    },
  };
}
