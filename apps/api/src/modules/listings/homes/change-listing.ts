import type { CommandScope } from "../../../platform/action.ts";
import type { ListingColumns, ListingRow } from "../listing-row.ts";

type Kept = "id" | "hostId" | "currency" | "createdAt" | "version" | "avgRating" | "reviewCount";

/** New values of columns, by their names. */
export type ListingChange = Partial<Omit<ListingColumns, Kept>>;

interface Change {
  readonly change: ListingChange;
  readonly event?: "listing.changed" | "listing.published" | "listing.archived";
}

/**
 * Changes a home whose row is locked: the version grows by one, and one event says what happened
 * (`listing.changed`, unless it is more than that). Answers the row as it is then.
 */
export async function changeListing(
  { tx, emit }: CommandScope,
  listing: ListingRow,
  { change, event = "listing.changed" }: Change,
): Promise<ListingRow> {
  const data = { ...change, version: listing.version + 1 };
  await tx.listing.update({ where: { id: listing.id }, data, select: { id: true } });
  emit(event, { listingId: listing.id });
  return { ...listing, ...data };
}
