import { currencyCodes } from "@roost/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { dearestBound, leastOf } from "./total-bounds.ts";

test("the dearest bound with which a stay may cost so little is the last one whose least total does not exceed it", () => {
  const stays = fc.record({ nights: fc.integer({ min: 1, max: 365 }), guestBps: fc.integer({ min: 0, max: 3000 }) });
  fc.assert(
    fc.property(stays, fc.constantFrom(...currencyCodes), fc.nat(10_000_000_000), (terms, currency, most) => {
      const stay = { ...plain, ...terms };
      const bound = dearestBound(stay, { most, currency });
      expect(leastOf(stay, { bound, currency })).toBeLessThanOrEqual(most);
      expect(leastOf(stay, { bound: bound + 1, currency })).toBeGreaterThan(most);
    }),
    { numRuns: 1000 },
  );
});

const plain = {
  ...{ checkIn: "2027-01-01", checkOut: "2027-01-08", weekends: 2, now: new Date(0), atTheEdge: false },
  today: { earliest: "2026-12-01", latest: "2026-12-02" },
};
