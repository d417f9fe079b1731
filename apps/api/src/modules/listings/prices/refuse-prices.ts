import type { Issue } from "@roost/contract";
import { AppError } from "../../../platform/errors.ts";
import { stateRefusal } from "../homes/listing-lifecycle.ts";
import { refuseOtherVersion } from "../homes/refuse-other-version.ts";
import type { ListingRow } from "../listing-row.ts";

/** Refuses new prices for a home that is no more, or that somebody has changed since. */
export function refuseUnlessPriced(listing: ListingRow, version: number | undefined): void {
  refuseOtherVersion(listing, version);
  if (listing.status === "archived") throw stateRefusal(listing.status, "update");
}

/** 400 with every issue, if there is one. */
export function refuseIssues(issues: readonly Issue[]): void {
  const [first] = issues;
  if (first) throw new AppError("request.invalid", { issues, detail: `${first.pointer}: ${first.detail}` });
}
