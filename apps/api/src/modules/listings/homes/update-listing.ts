import { Listing, UpdateListingInput } from "@roost/contract";
import { type CommandScope, command } from "../../../platform/action.ts";
import { assertFound } from "../../../platform/assert-found.ts";
import { AppError } from "../../../platform/errors.ts";
import { findListingToChange, type ListingRow } from "../listing-row.ts";
import { listingFor } from "../listing-view.ts";
import type { Point } from "../sphere.ts";
import { timeZoneAt } from "../time-zone.ts";
import { changeListing, type ListingChange } from "./change-listing.ts";
import { isItsHost } from "./change-policy.ts";
import { brokenRules } from "./home-rules.ts";
import { stateRefusal } from "./listing-lifecycle.ts";
import { refuseOtherVersion } from "./refuse-other-version.ts";
import { showNear } from "./show-near.ts";

export const updateListing = command({
  name: "listings.update",
  summary: "Changes a home: fields that are absent stay, null clears. Prices have an action of their own.",
  input: UpdateListingInput,
  output: Listing,
  // Looked up before a connection is taken; loading the zones of the world takes a while the first time.
  async prepare(_scope, input) {
    const point = pointOf(input);
    return point && { ...point, timeZone: await timeZoneAt(point) };
  },
  async load({ sql }, { listingId }, place) {
    const listing = await findListingToChange(sql, listingId);
    return listing && { id: listing.id, listing, place };
  },
  may: (actor, subject) => isItsHost(actor, subject?.listing),
  async run(scope, input, subject) {
    assertFound(subject);
    const { listing, place } = subject;
    refuseOtherVersion(listing, input.version);
    if (listing.status === "archived") throw stateRefusal(listing.status, "update");
    const change = changesOf(input, listing);
    refuseBrokenRules(change, listing);
    if (Object.keys(change).length === 0) return listingFor(scope, listing);
    const moved = await movesOf(scope, { change, listing, place });
    return listingFor(scope, await changeListing(scope, listing, { change: { ...change, ...moved } }));
  },
});

const pointOf = ({ latitude, longitude }: UpdateListingInput): Point | undefined =>
  latitude === undefined || longitude === undefined ? undefined : { latitude, longitude };

/** The fields that are given and differ from what is there. */
function changesOf(input: UpdateListingInput, listing: ListingRow): ListingChange {
  const { listingId: _id, version: _version, ...fields } = input;
  const different = Object.entries(fields).filter(
    ([name, value]) => value !== undefined && !isSame(value, Reflect.get(listing, name)),
  );
  return Object.fromEntries(different);
}

/** Amenities are a set, each named once: another order is no change. */
const isSame = (one: unknown, other: unknown): boolean =>
  Array.isArray(one) && Array.isArray(other)
    ? one.length === other.length && one.every((value) => other.includes(value))
    : one === other;

function refuseBrokenRules(change: ListingChange, listing: ListingRow): void {
  const issues = brokenRules({ ...listing, ...change }, new Set(Object.keys(change)));
  const [first] = issues;
  if (first) throw new AppError("request.invalid", { issues, detail: `${first.pointer}: ${first.detail}` });
}

interface Moving {
  readonly change: ListingChange;
  readonly listing: ListingRow;
  readonly place: (Point & { readonly timeZone: string }) | undefined;
}

/** What follows from another point: another zone, and perhaps another point for strangers. */
async function movesOf({ sql }: CommandScope, { change, listing, place }: Moving): Promise<ListingChange> {
  if (!place || !("latitude" in change || "longitude" in change)) return {};
  const shown = { latitude: listing.publicLatitude, longitude: listing.publicLongitude };
  return { timeZone: place.timeZone, ...(await showNear(sql, { hostId: listing.hostId, home: place, shown })) };
}
