import { type ListingMove, type ListingStatus, listingTransitions } from "@roost/contract";
import { AppError } from "../../../platform/errors.ts";

/** Where a move leads from a status; refuses with the status where the table knows no such move. */
export function transition(from: ListingStatus, move: ListingMove): ListingStatus {
  const found = listingTransitions.find((row) => row.name === move && row.from === from);
  if (found) return found.to;
  throw stateRefusal(from, move);
}

/** The refusal of something that a home's status does not allow. */
export const stateRefusal = (status: ListingStatus, action: string): AppError =>
  new AppError("listing.state", { detail: refusals[status], details: { status, action } });

const refusals: Readonly<Record<ListingStatus, string>> = {
  draft: "The listing is a draft.",
  pending_approval: "The listing waits for approval.",
  published: "The listing is published.",
  unlisted: "The listing is not offered at present.",
  suspended: "The listing was taken down by an operator.",
  archived: "The listing was archived for good.",
};
