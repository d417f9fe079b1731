import type { Block, StayRule } from "@roost/contract";
import type { Example } from "./example.ts";

const listingId = "019ac1f0-3c00-7a11-8d02-5b6e2f9c1a03";

const block: Block = {
  ...{ id: "019ac1f0-3c00-7a11-8d02-5b6e2f9c1b01", listingId, first: "2027-04-05", until: "2027-04-09" },
  ...{ note: "The hall is being painted.", createdAt: "2026-12-02T09:00:00.000Z" },
};
const summer: StayRule = {
  ...{ first: "2027-06-19", until: "2027-08-22", weekdays: ["saturday"], minNights: 7, maxNights: 21 },
  ...{ closedToArrival: false, closedToDeparture: false },
};
const weekdays: StayRule["weekdays"] = ["monday", "tuesday", "wednesday", "thursday", "friday", "sunday"];
const turnover: StayRule = {
  ...{ ...summer, weekdays, minNights: null, maxNights: null, closedToArrival: true, closedToDeparture: true },
};
const rules = [turnover, summer];

/** Kari keeps a week for the painters, and lets her loft from Saturday to Saturday in the summer. */
export const calendarExamples: Readonly<Record<string, Example>> = {
  "listings.block": {
    input: { listingId, first: block.first, until: block.until, note: block.note },
    output: block,
  },
  "listings.blocks": {
    input: { listingId, from: "2027-01-01", limit: 20 },
    output: { data: [block], nextCursor: null, hasMore: false },
  },
  "listings.unblock": { input: { listingId, blockId: block.id } },
  "listings.setStayRules": { input: { listingId, rules }, output: { rules } },
  "listings.stayRules": { input: { listingId }, output: { rules } },
};
