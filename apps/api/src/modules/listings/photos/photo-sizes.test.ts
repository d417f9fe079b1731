import fc from "fast-check";
import { expect, test } from "vitest";
import { photoSizes } from "./photo-sizes.ts";

test.each([
  [{ width: 4000, height: 3000 }, ["320x240", "800x600", "1600x1200"]],
  [{ width: 500, height: 400 }, ["320x256", "500x400"]],
  [{ width: 100, height: 50 }, ["100x50"]],
  [{ width: 1, height: 1 }, ["1x1"]],
  [{ width: 1000, height: 10_000 }, ["64x640", "160x1600", "320x3200"]],
  [{ width: 10_000, height: 1 }, ["320x1", "800x1", "1600x1"]],
])("%o is shown as %o", (picture, sizes) => {
  expect(photoSizes(picture).map(({ width, height }) => `${width}x${height}`)).toEqual(sizes);
});

test("variants grow, are never larger than the picture, and keep its shape", () => {
  const side = fc.integer({ min: 1, max: 60_000 });
  fc.assert(
    fc.property(fc.record({ width: side, height: side }), (picture) => {
      const sizes = photoSizes(picture);
      expect(sizes.length).toBeGreaterThan(0);
      for (const [at, { width, height }] of sizes.entries()) {
        expect(width).toBeGreaterThan(sizes[at - 1]?.width ?? 0);
        expect(width).toBeLessThanOrEqual(Math.min(1600, picture.width));
        expect(height).toBeLessThanOrEqual(Math.max(picture.height, 1));
        expect(Math.abs(height - (picture.height * width) / picture.width)).toBeLessThanOrEqual(1);
      }
    }),
  );
});
