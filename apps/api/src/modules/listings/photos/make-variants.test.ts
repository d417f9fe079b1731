import sharp from "sharp";
import { expect, test } from "vitest";
import { bomb, draw, located } from "../../../../test/pictures.ts";
import { makeVariants } from "./make-variants.ts";

async function madeOf(upload: Uint8Array, type: string) {
  const made = await makeVariants(upload, type);
  if ("rejection" in made) throw new Error(`the picture was rejected: ${made.rejection}`);
  return made;
}

test("a photo is shown in three widths, each as webp and as jpeg, with a blur to begin with", async () => {
  const made = await madeOf(await draw({ width: 2000, height: 1500 }).jpeg().toBuffer(), "image/jpeg");
  expect(made).toMatchObject({ width: 2000, height: 1500, widths: [320, 800, 1600] });
  expect(made.hash).toMatch(/^[0-9a-f]{32}$/);
  expect(Buffer.from(made.thumbhash, "base64").length).toBeLessThan(40);
  expect(made.files.map(({ width, format }) => `${width}.${format}`)).toEqual([
    ...["320.webp", "320.jpeg", "800.webp", "800.jpeg", "1600.webp", "1600.jpeg"],
  ]);
  for (const { width, format, body } of made.files) {
    const seen = await sharp(body).metadata();
    expect([seen.format, seen.width, seen.height]).toEqual([format, width, (width * 3) / 4]);
    const { channels } = await sharp(body).stats();
    expect(Math.round((channels[2]?.mean ?? 0) / 16)).toBe(8);
  }
});

test.each(["jpeg", "png", "webp", "avif"] as const)("takes %s", async (format) => {
  const upload = await draw({ width: 400, height: 300 }).toFormat(format).toBuffer();
  expect((await madeOf(upload, `image/${format}`)).widths).toEqual([320, 400]);
});

test("where it was taken, by whom and with what, nobody learns", async () => {
  const upload = await draw({ width: 900, height: 600 }).withExif(located).jpeg().toBuffer();
  expect(upload.includes("Camera of Kari")).toBe(true);
  expect((await sharp(upload).metadata()).exif).toBeDefined();
  for (const { body } of (await madeOf(upload, "image/jpeg")).files) {
    const { exif, icc, iptc, xmp } = await sharp(body).metadata();
    expect({ exif, icc, iptc, xmp }).toEqual({});
    expect(Buffer.from(body).includes("Kari")).toBe(false);
  }
});

test("a picture that lies on its side is put upright", async () => {
  const upload = await draw({ width: 600, height: 400 }).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  const made = await madeOf(upload, "image/jpeg");
  expect(made).toMatchObject({ width: 400, height: 600, widths: [320, 400] });
  // Turned clockwise, what was green at the bottom is at the left.
  const { data, info } = await sharp(made.files.at(-1)?.body).raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) => [...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 2)];
  expect(at(10, 10)[1]).toBeGreaterThan(200);
  expect(at(info.width - 10, 10)[1]).toBeLessThan(60);
});

test("what is transparent becomes white, and what is grey stays so", async () => {
  const clear = await sharp({ create: { width: 50, height: 50, channels: 4, background: "#0000" } })
    .png()
    .toBuffer();
  const { dominant } = await sharp((await madeOf(clear, "image/png")).files[0]?.body).stats();
  expect(Math.min(dominant.r, dominant.g, dominant.b)).toBeGreaterThan(240);
  const grey = await draw({ width: 50, height: 40 }).greyscale().png().toBuffer();
  expect((await madeOf(grey, "image/png")).widths).toEqual([50]);
});

test("of a picture that moves the first frame is shown", async () => {
  const frames = [draw({ width: 64, height: 64 }), draw({ width: 64, height: 64 }).negate()];
  const joined = sharp(await Promise.all(frames.map((frame) => frame.png().toBuffer())), { join: { animated: true } });
  const made = await madeOf(await joined.webp().toBuffer(), "image/webp");
  expect(made).toMatchObject({ width: 64, height: 64 });
});

test("the same upload makes the same names, another one others", async () => {
  const one = await draw({ width: 64, height: 64 }).png().toBuffer();
  const other = await draw({ width: 64, height: 65 }).png().toBuffer();
  const hashes = await Promise.all([one, one, other].map(async (upload) => (await madeOf(upload, "image/png")).hash));
  expect(new Set(hashes).size).toBe(2);
  expect(hashes[0]).toBe(hashes[1]);
});

test("a small file of 225 megapixels is refused by its header", async () => {
  const upload = bomb(15_000);
  expect(upload.length).toBeLessThan(40_000);
  const began = performance.now();
  expect(await makeVariants(upload, "image/png")).toEqual({ rejection: "too_many_pixels" });
  expect(performance.now() - began).toBeLessThan(1000);
});

test("a header that promises more than its file holds is refused", async () => {
  const whole = await draw({ width: 800, height: 600 }).jpeg().toBuffer();
  expect(await makeVariants(whole.subarray(0, whole.length / 2), "image/jpeg")).toEqual({ rejection: "unreadable" });
  const png = await draw({ width: 800, height: 600 }).png().toBuffer();
  expect(await makeVariants(png.subarray(0, png.length / 2), "image/png")).toEqual({ rejection: "unreadable" });
  expect(await makeVariants(png.subarray(0, 20), "image/png")).toEqual({ rejection: "unreadable" });
});

test("another type than was said, a drawing with a script and plain text are refused", async () => {
  const png = await draw({ width: 8, height: 8 }).png().toBuffer();
  expect(await makeVariants(png, "image/jpeg")).toEqual({ rejection: "wrong_type" });
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  for (const text of [svg, `<?xml version="1.0"?>${svg}`, "hello", ""]) {
    const { rejection } = { rejection: undefined, ...(await makeVariants(Buffer.from(text), "image/png")) };
    expect(["unreadable", "wrong_type"], text).toContain(rejection);
  }
});

test("a picture that is a page as well is only a picture afterwards", async () => {
  const picture = await draw({ width: 300, height: 200 }).jpeg().toBuffer();
  const upload = Buffer.concat([picture, Buffer.from("<script>alert(1)</script>PK\u0003\u0004")]);
  for (const { body } of (await madeOf(upload, "image/jpeg")).files) {
    expect(Buffer.from(body).includes("script")).toBe(false);
  }
});
