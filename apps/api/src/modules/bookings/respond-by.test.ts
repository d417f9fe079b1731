import fc from "fast-check";
import { expect, test } from "vitest";
import { respondBy } from "./respond-by.ts";

const now = new Date("2027-01-01T12:00:00Z");
const hoursOn = (hours: number) => new Date(now.getTime() + hours * 3_600_000);

test("a host has 24 hours, less where the card's deadline or the check-in comes first", () => {
  const [captureBy, startsAt] = [hoursOn(7 * 24), hoursOn(10 * 24)];
  expect(respondBy({ now, captureBy, startsAt })).toEqual(hoursOn(24));
  expect(respondBy({ now, captureBy: null, startsAt })).toEqual(hoursOn(24));
  expect(respondBy({ now, captureBy: hoursOn(36), startsAt })).toEqual(hoursOn(24));
  expect(respondBy({ now, captureBy: hoursOn(30), startsAt })).toEqual(hoursOn(18));
  expect(respondBy({ now, captureBy, startsAt: hoursOn(3) })).toEqual(hoursOn(3));
  expect(respondBy({ now, captureBy: hoursOn(13), startsAt: hoursOn(3) })).toEqual(hoursOn(1));
});

test("whatever the deadlines: never later than any of them, and one of them exactly", () => {
  const hours = fc.integer({ min: -100, max: 1000 });
  fc.assert(
    fc.property(fc.option(hours), hours, (capture, start) => {
      const captureBy = capture === null ? null : hoursOn(capture);
      const until = respondBy({ now, captureBy, startsAt: hoursOn(start) }).getTime();
      const limits = [hoursOn(24), hoursOn(start), ...(capture === null ? [] : [hoursOn(capture - 12)])];
      for (const limit of limits) expect(until).toBeLessThanOrEqual(limit.getTime());
      expect(limits.map((limit) => limit.getTime())).toContain(until);
    }),
  );
});
