import type { Availability, Block, CalendarNight, StayRule } from "@roost/contract";
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

const free: CalendarNight = {
  ...{ date: "2027-04-04", available: true, price: { amount: 185_000, currency: "NOK" } },
  ...{ minNights: 2, maxNights: 28, closedToArrival: false, closedToDeparture: false, checkIn: false, taken: null },
};
const painting: CalendarNight = {
  ...{ ...free, date: block.first, available: false },
  taken: { by: "block", reference: block.id },
};
const wish = { listingId, checkIn: "2027-04-03", checkOut: "2027-04-06" } as const;
const explained: Availability = {
  ...{ ...wish, bookable: false },
  obstacles: [{ rule: "nights_taken", pointer: "/checkIn", detail: "not free: 2027-04-05" }],
  suggestions: [
    { checkIn: "2027-04-02", checkOut: "2027-04-05", nights: 3 },
    { checkIn: "2027-04-01", checkOut: "2027-04-04", nights: 3 },
    { checkIn: "2027-03-31", checkOut: "2027-04-03", nights: 3 },
    { checkIn: "2027-03-30", checkOut: "2027-04-02", nights: 3 },
    { checkIn: "2027-03-29", checkOut: "2027-04-01", nights: 3 },
  ],
};

/** Kari keeps a week for the painters, and lets her loft from Saturday to Saturday in the summer. */
export const calendarExamples: Readonly<Record<string, Example>> = {
  "listings.block": {
    input: { listingId, first: block.first, until: block.until, note: block.note },
    output: block,
  },
  "listings.calendar": {
    input: { listingId, from: free.date, to: "2027-04-06" },
    output: {
      ...{ listingId, currency: "NOK", timeZone: "Europe/Oslo", today: "2026-12-02" },
      nights: [free, painting],
    },
  },
  "listings.explainAvailability": { input: { ...wish, guests: 2 }, output: explained },
  "listings.blocks": {
    input: { listingId, from: "2027-01-01", limit: 20 },
    output: { data: [block], nextCursor: null, hasMore: false },
  },
  "listings.unblock": { input: { listingId, blockId: block.id } },
  "listings.setStayRules": { input: { listingId, rules }, output: { rules, version: 4 } },
  "listings.stayRules": { input: { listingId }, output: { rules, version: 4 } },
};
