import type { Actor, Scope, Verdict } from "../../platform/action.ts";
import { type Standing, standingsOf } from "./homes/standings.ts";
import { findListingFor, type ListingRow } from "./listing-row.ts";
import { isInsider } from "./listing-view.ts";

/** A home that somebody asks for, and what he is to it by his bookings. */
export interface ShownHome {
  readonly listing: ListingRow;
  readonly standing: Standing | undefined;
}

interface Seen extends Pick<ShownHome, "standing"> {
  readonly listing: Pick<ListingRow, "hostId" | "status">;
}

/** Both are asked at once, so that what a guest is to a home costs nobody a round trip. */
export async function findShownHome(scope: Scope, listingId: string): Promise<ShownHome | undefined> {
  const [listing, standings] = await Promise.all([findListingFor(scope, listingId), standingsOf(scope, [listingId])]);
  return listing && { listing, standing: standings.get(listingId) };
}

/** A published home, and what belongs to it, is everybody's to see; any other its host's, operators' and who has booked it. */
export function isShown(actor: Actor | null, home: Seen | undefined): Verdict {
  if (!home) return "hidden";
  const { listing, standing } = home;
  return listing.status === "published" || isInsider(actor, listing) || standing !== undefined ? true : "hidden";
}
