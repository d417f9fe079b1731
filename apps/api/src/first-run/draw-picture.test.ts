import { expect, test } from "vitest";
import { makeVariants } from "../modules/listings/photos/make-variants.ts";
import { drawRoom, drawView } from "./draw-picture.ts";

test("what is drawn for the demo is shown as any photo", async () => {
  for (const picture of [drawView(0), drawRoom(4)]) {
    expect(await makeVariants(picture, "image/png")).toMatchObject({
      width: 960,
      height: 640,
      widths: [320, 800, 960],
    });
    expect(picture.length).toBeLessThan(60_000);
  }
  expect(Buffer.compare(drawView(1), drawView(2))).not.toBe(0);
});
