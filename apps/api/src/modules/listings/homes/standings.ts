import type { Scope } from "../../../platform/action.ts";
import { isAdmin } from "../../../platform/policies.ts";
import { Port } from "../../../platform/port.ts";
import type { Sql } from "../../../platform/sql.ts";

/** What somebody is to a home by his bookings: he has booked it at some time, or he stays there, soon, now or until lately. */
export type Standing = "booked" | "staying";

export interface GuestAt {
  readonly guestId: string;
  readonly listingIds: readonly string[];
}

/** Somebody's standings, by the homes' ids; a home that he never booked is not among them. */
export const standingsPort = new Port<(sql: Sql, asked: GuestAt) => Promise<ReadonlyMap<string, Standing>>>(
  "listings.standings",
);

/** Of the caller; who is nobody, or sees everything anyhow, is not asked for. */
export async function standingsOf(scope: Scope, listingIds: readonly string[]): Promise<ReadonlyMap<string, Standing>> {
  const { actor, sql } = scope;
  if (actor?.kind !== "user" || isAdmin(actor)) return new Map();
  return standingsPort.from(scope)(sql, { guestId: actor.userId, listingIds });
}
