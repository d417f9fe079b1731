import type pg from "pg";
import { dateIn } from "../../dates.ts";
import type { Random } from "../../random.ts";
import type { Cast } from "./cast.ts";
import type { Calendar } from "./stage.ts";

export interface HouseTime {
  readonly calendar: Calendar;
  /** The house's clock goes on; what falls due then is for the worker to do. */
  pass(hours: number): Promise<void>;
}

/** Stays begin in a few days and last one night or two, so that most are over before the run is. */
export function keepTime(client: pg.Client, { homes }: Cast, random: Random): HouseTime {
  let passedMs = 0;
  let made = 0;
  const freeFrom = new Map<string, number>();
  const dayMs = 86_400_000;
  const begunAt = Date.now();
  return {
    calendar: {
      next() {
        const home = homes[made++ % homes.length];
        if (!home) throw new Error("there are no homes");
        const today = Math.floor(passedMs / dayMs);
        const from = Math.max(freeFrom.get(home.id) ?? 0, today + random.integer(2, 4));
        const until = from + random.integer(1, 2);
        freeFrom.set(home.id, until);
        const start = new Date(begunAt);
        return { home, checkIn: dateIn(start, from), checkOut: dateIn(start, until) };
      },
    },
    async pass(hours) {
      passedMs += hours * 3_600_000;
      await client.query("update clock_offset set offset_ms = offset_ms + $1", [hours * 3_600_000]);
    },
  };
}
