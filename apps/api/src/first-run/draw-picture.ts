import { crc32, deflateSync } from "node:zlib";

type Colour = readonly [red: number, green: number, blue: number];
/** The colour at a point; both run from 0 to 1, right and down. */
type Paint = (x: number, y: number) => Colour;

const width = 960;
const height = 640;

const moods = [
  { sky: [116, 170, 214], hill: [88, 132, 92], wall: [176, 52, 44] },
  { sky: [238, 176, 128], hill: [112, 104, 128], wall: [238, 226, 200] },
  { sky: [150, 196, 190], hill: [58, 108, 112], wall: [214, 168, 64] },
  { sky: [92, 108, 152], hill: [44, 62, 84], wall: [228, 228, 232] },
  { sky: [196, 210, 222], hill: [140, 156, 132], wall: [70, 96, 84] },
] as const satisfies readonly Readonly<Record<"sky" | "hill" | "wall", Colour>>[];

const moodOf = (nth: number) => moods[nth % moods.length] ?? moods[0];

/** A small house among hills under a wide sky, as PNG. */
export function drawView(nth: number): Uint8Array {
  const { sky, hill, wall } = moodOf(nth);
  const left = 0.22 + (nth % 3) * 0.18;
  return png((x, y) => {
    const [across, up] = [(x - left) / 0.22, (0.78 - y) / 0.24];
    if (across > 0 && across < 1 && up > 0 && up < 1) return isPane(across, up) ? [252, 226, 150] : wall;
    if (up >= 1 && up < 1.6 && Math.abs(across - 0.5) < 0.6 * (1.6 - up) + 0.25) return shade(wall, 0.5);
    const near = 0.72 + 0.05 * Math.sin(x * 7 + nth);
    const far = 0.58 + 0.08 * Math.sin(x * 4 + nth * 2);
    if (y > near) return shade(hill, 1.1 - 0.5 * (y - near));
    if (y > far) return blend(hill, sky, 0.45);
    if (Math.hypot((x - 0.78) * 1.5, y - 0.2) < 0.07) return [255, 244, 214];
    return blend(sky, [255, 250, 244], y * 0.8);
  });
}

/** A room with a window, a sofa and a wooden floor, as PNG. */
export function drawRoom(nth: number): Uint8Array {
  const { sky, hill, wall } = moodOf(nth);
  return png((x, y) => {
    if (x > 0.56 && x < 0.88 && y > 0.14 && y < 0.52) {
      if (Math.abs(x - 0.72) < 0.006 || Math.abs(y - 0.33) < 0.008) return [250, 250, 248];
      return y > 0.42 + 0.02 * Math.sin(x * 20) ? hill : blend(sky, [255, 255, 255], y);
    }
    const inSofa = x > 0.1 && x < 0.5 && y > (x > 0.14 && x < 0.46 ? 0.58 : 0.52) && y < 0.8;
    if (inSofa || (x > 0.13 && x < 0.47 && y > 0.44 && y <= 0.58)) return shade(wall, y < 0.6 ? 0.9 : 0.75);
    if (y > 0.74) return shade([186, 146, 104], Math.floor((x + y * 0.3) * 14) % 2 === 0 ? 1 : 0.93);
    return shade([240, 234, 224], 1 - 0.12 * Math.hypot(x - 0.7, y - 0.3));
  });
}

const isPane = (across: number, up: number): boolean =>
  [0.15, 0.58].some((from) => across > from && across < from + 0.27 && up > 0.38 && up < 0.78);

const shade = ([red, green, blue]: Colour, by: number): Colour => [red * by, green * by, blue * by];

const blend = (one: Colour, other: Colour, part: number): Colour => [
  one[0] + (other[0] - one[0]) * part,
  one[1] + (other[1] - one[1]) * part,
  one[2] + (other[2] - one[2]) * part,
];

/** PNG by hand: eight bits of red, green and blue, no filter. */
function png(paint: Paint): Uint8Array {
  const rows = Buffer.alloc(height * (1 + width * 3));
  let at = 0;
  for (let y = 0; y < height; y += 1) {
    at += 1;
    for (let x = 0; x < width; x += 1) {
      for (const part of paint(x / width, y / height)) rows[at++] = Math.max(0, Math.min(255, Math.round(part)));
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const signature = Buffer.from("89504e470d0a1a0a", "hex");
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", deflateSync(rows)), chunk("IEND")]);
}

function chunk(type: string, data: Buffer = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
