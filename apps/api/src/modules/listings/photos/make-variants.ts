import { createHash } from "node:crypto";
import type { PhotoFormat, PhotoRejection } from "@roost/contract";
import sharp, { type Sharp } from "sharp";
import { rgbaToThumbHash } from "thumbhash";
import { photoFormats } from "./photo-files.ts";
import { photoSizes, type Size } from "./photo-sizes.ts";
import { sniffedBytes, sniffType } from "./sniff-type.ts";

export interface MadePhoto {
  readonly hash: string;
  /** Of the upright picture. */
  readonly width: number;
  readonly height: number;
  readonly widths: readonly number[];
  readonly thumbhash: string;
  readonly files: readonly MadeFile[];
}

export interface MadeFile {
  readonly width: number;
  readonly format: PhotoFormat;
  readonly body: Uint8Array;
}

export type Making = MadePhoto | { readonly rejection: PhotoRejection };

/** With another recipe the same upload makes other files: they get other names. */
const recipe = "1";
const maxPixels = 60_000_000;
/** AVIF is decoded whole, at 17 bytes a pixel; the others by rows, or whole at 4 bytes a pixel. */
const maxAvifPixels = 25_000_000;
const decodeSeconds = 30;

// One picture at a time on one thread, none kept: what this takes of a small machine is bounded.
sharp.concurrency(1);
sharp.cache(false);
// Only what may be uploaded is decoded at all, whatever else the library can read.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: [
    ...["VipsForeignLoadJpegBuffer", "VipsForeignLoadPngBuffer", "VipsForeignLoadWebpBuffer"],
    "VipsForeignLoadHeifBuffer",
  ],
});

/** Makes every variant of an upload anew from its pixels: upright, in sRGB, without anything else that it held. */
export async function makeVariants(upload: Uint8Array, contentType: string): Promise<Making> {
  const type = await sniffType(upload.subarray(0, sniffedBytes));
  if (type !== contentType) return { rejection: type === undefined ? "unreadable" : "wrong_type" };
  const picture = await measure(upload, type === "image/avif" ? maxAvifPixels : maxPixels);
  if ("rejection" in picture) return picture;
  const sizes = photoSizes(picture);
  const largest = sizes.at(-1) ?? picture;
  const decoded = await decode(upload, largest);
  if (!decoded) return { rejection: "unreadable" };
  const hash = createHash("sha256").update(recipe).update(upload).digest("hex").slice(0, 32);
  const files: MadeFile[] = [];
  for (const size of sizes) {
    for (const format of photoFormats)
      files.push({ width: size.width, format, body: await encode(decoded, size, format) });
  }
  const widths = sizes.map(({ width }) => width);
  return { ...picture, hash, widths, thumbhash: await thumbhashOf(decoded, largest), files };
}

/** The upright size, by the header alone. */
async function measure(upload: Uint8Array, most: number): Promise<Size | { rejection: PhotoRejection }> {
  try {
    const { autoOrient } = await sharp(upload, { limitInputPixels: false }).metadata();
    const { width, height } = autoOrient;
    return width * height > most ? { rejection: "too_many_pixels" } : { width, height };
  } catch {
    return { rejection: "unreadable" };
  }
}

interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 2 | 3 | 4;
}

/** The pixels of the largest variant, decoded once; undefined for a picture that is broken, or cut short. */
async function decode(upload: Uint8Array, { width, height }: Size): Promise<Pixels | undefined> {
  try {
    const { data, info } = await sharp(upload, { limitInputPixels: maxPixels, failOn: "error", sequentialRead: true })
      .timeout({ seconds: decodeSeconds })
      .autoOrient()
      .resize(width, height, { fit: "fill" })
      .flatten({ background: "#ffffff" })
      .toColourspace("srgb")
      .raw({ depth: "uchar" })
      .toBuffer({ resolveWithObject: true });
    return { data, width: info.width, height: info.height, channels: info.channels };
  } catch {
    return undefined;
  }
}

function encode(pixels: Pixels, size: Size, format: PhotoFormat): Promise<Buffer> {
  const resized = from(pixels).resize(size.width, size.height, { fit: "fill" });
  return format === "webp"
    ? resized.webp({ quality: 78 }).toBuffer()
    : resized.jpeg({ quality: 80, progressive: true, mozjpeg: true }).toBuffer();
}

/** ThumbHash takes at most 100 pixels a side. */
async function thumbhashOf(pixels: Pixels, { width, height }: Size): Promise<string> {
  const scale = Math.min(1, 100 / Math.max(width, height));
  const [wide, high] = [width, height].map((side) => Math.max(1, Math.round(side * scale)));
  const { data, info } = await from(pixels)
    .resize(wide, high, { fit: "fill" })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString("base64");
}

const from = ({ data, width, height, channels }: Pixels): Sharp => sharp(data, { raw: { width, height, channels } });
