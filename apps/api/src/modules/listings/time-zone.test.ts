import { expect, test } from "vitest";
import { timeZoneAt } from "./time-zone.ts";

test.each([
  ["Europe/Oslo", 59.91, 10.75],
  ["Europe/Stockholm", 59.33, 18.07],
  ["America/New_York", 40.71, -74.01],
  ["Asia/Kathmandu", 27.7, 85.3],
  ["Pacific/Auckland", -36.85, 174.76],
])("%s at %d, %d", async (zone, latitude, longitude) => {
  expect(await timeZoneAt({ latitude, longitude })).toBe(zone);
});

test("every point has a zone that Temporal knows: at sea, at the poles, on the antimeridian", async () => {
  for (const [latitude, longitude] of [
    [0, 0],
    [90, 0],
    [-90, 0],
    [0, 180],
    [0, -180],
    [45, -30],
  ] as const) {
    const timeZone = await timeZoneAt({ latitude, longitude });
    expect(Temporal.Now.zonedDateTimeISO(timeZone).timeZoneId).toBe(timeZone);
  }
});

test("points along borders are found again after more regions than are kept", async () => {
  const steps = Array.from({ length: 12 }, (_, at) => at);
  const points = steps.flatMap((row) =>
    steps.map((column) => ({ latitude: 44 + row * 0.77, longitude: 4 + column * 1.61 })),
  );
  const zones = () => Promise.all(points.map(timeZoneAt));
  const first = await zones();
  expect(new Set(first).size).toBeGreaterThan(10);
  expect(await zones()).toEqual(first);
});
