import { CreateListingInput, Listing } from "@roost/contract";
import { type Actor, command, type Verdict } from "../../platform/action.ts";
import { AppError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { personOf } from "../../platform/policies.ts";
import { showNear } from "./homes/show-near.ts";
import type { ListingColumns } from "./listing-row.ts";
import { listingFor } from "./listing-view.ts";
import { pricesOf } from "./prices/prices-of.ts";
import { timeZoneAt } from "./time-zone.ts";

export const createListing = command({
  name: "listings.create",
  summary: "Makes a draft of a home; nobody else sees it before it is published.",
  input: CreateListingInput,
  output: Listing,
  prepare: (_scope, input) => timeZoneAt(input),
  // The new id is the subject, so that the audit row names it.
  load: async (_scope, _input, timeZone) => ({ id: newId(), timeZone }),
  may: isHost,
  async run(scope, input, subject) {
    const { tx, sql, actor, now } = scope;
    const { userId: hostId } = personOf(actor);
    const row: ListingColumns = {
      ...columnsOf(input),
      ...subject,
      ...(await showNear(sql, { hostId, home: input })),
      hostId,
      avgRating: null,
      reviewCount: 0,
      status: "draft",
      createdAt: now.toISOString(),
      version: 1,
      pricingVersion: 1,
    };
    await tx.listing.create({ data: row, select: { id: true } });
    return listingFor(scope, { ...row, photos: null });
  },
});

/** What a host says as columns of the table. */
function columnsOf(input: CreateListingInput) {
  const { nightlyPrice, weekendPrice, cleaningFee, extraGuestFee, petFee, earlyBird, lastMinute, ...plain } = input;
  const priced = { ...plain, nightlyPrice, weekendPrice, cleaningFee, extraGuestFee, petFee, earlyBird, lastMinute };
  return { ...plain, ...pricesOf(priced, input.maxGuests) };
}

function isHost(actor: Actor | null): Verdict {
  if (actor?.kind !== "user") return "sign-in";
  return actor.roles.includes("host") ? true : new AppError("user.not_host");
}
