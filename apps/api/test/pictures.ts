import { crc32, deflateSync } from "node:zlib";
import sharp, { type Sharp } from "sharp";

export interface Drawing {
  readonly width: number;
  readonly height: number;
}

/** A picture with something to see in it: a gradient, red grows to the right and green downwards. */
export function draw({ width, height }: Drawing): Sharp {
  const data = Buffer.alloc(width * height * 3);
  for (let at = 0; at < width * height; at += 1) {
    data[at * 3] = Math.floor((255 * (at % width)) / width);
    data[at * 3 + 1] = Math.floor((255 * Math.floor(at / width)) / height);
    data[at * 3 + 2] = 128;
  }
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/** Somewhere in Oslo, in the words of EXIF. */
export const located = {
  IFD0: { Make: "Camera of Kari", Copyright: "Kari Nordmann" },
  IFD3: { GPSLatitudeRef: "N", GPSLatitude: "59/1 54/1 50/1", GPSLongitudeRef: "E", GPSLongitude: "10/1 45/1 8/1" },
} as const;

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
};

/** A PNG of one bit a pixel, all of them black: few bytes, many pixels. */
export function bomb(side: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.writeUInt8(1, 8);
  const signature = Buffer.from("89504e470d0a1a0a", "hex");
  const pixels = deflateSync(Buffer.alloc(side * (1 + Math.ceil(side / 8))), { level: 9 });
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", pixels), chunk("IEND", Buffer.alloc(0))]);
}
