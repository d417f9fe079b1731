import { chance } from "../chance.ts";
import { isRecord, numberOf } from "../guards.ts";
import type { Settings } from "../settings.ts";

const SETTING = "webhooks.disorder";
const KEPT_TOGETHER: readonly number[] = [0];

export interface Disorder {
  /** Which part of the events is delivered twice, held back, or never delivered: numbers from 0 to 1. */
  readonly duplicate: number;
  readonly reorder: number;
  readonly lose: number;
  /** The longest time that an event, or its duplicate, is held back. */
  readonly delayMs: number;
  readonly seed: number;
  /** How many events it was applied to. */
  readonly events: number;
}

export type Disorders = ReturnType<typeof openDisorder>;

/** How the network treats webhooks. The n-th event after it was set is always treated alike by the same seed. */
export function openDisorder(settings: Settings) {
  let current = disorderOf(settings.get(SETTING));

  return {
    get: () => current,
    set(disorder: Disorder): void {
      current = disorder;
      settings.set(SETTING, disorder);
    },
    clear(): void {
      current = undefined;
      settings.unset(SETTING);
    },
    /** After how many milliseconds the next event goes out, once for each time that it does. */
    delays(): readonly number[] {
      if (!current) return KEPT_TOGETHER;
      const { delayMs, seed, events } = current;
      const draw = (what: string) => chance(seed, what, events);
      const isDrawn = (what: "duplicate" | "lose" | "reorder", part: number) => draw(what) < part;
      const isLost = isDrawn("lose", current.lose);
      const held = isDrawn("reorder", current.reorder) ? Math.round(draw("held") * delayMs) : 0;
      const again = isDrawn("duplicate", current.duplicate) ? [Math.round(draw("again") * delayMs)] : [];
      current = { ...current, events: events + 1 };
      settings.set(SETTING, current);
      return isLost ? [] : [held, ...again];
    },
  };
}

function disorderOf(value: unknown): Disorder | undefined {
  if (!isRecord(value)) return undefined;
  return {
    duplicate: numberOf(value["duplicate"]),
    reorder: numberOf(value["reorder"]),
    lose: numberOf(value["lose"]),
    delayMs: numberOf(value["delayMs"]),
    seed: numberOf(value["seed"]),
    events: numberOf(value["events"]),
  };
}
