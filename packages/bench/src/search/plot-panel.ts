import type { PlotPoint } from "./draw-plot.ts";

/** One case at each size. */
export interface Panel {
  readonly name: string;
  readonly points: readonly PlotPoint[];
}

export const panelSize = { width: 290, height: 230 } as const;
const area = { left: 44, right: 30, top: 26, bottom: 40 } as const;
const servers = ["roost", "bare"] as const;
const parts = ["p50Ms", "p99Ms"] as const;

/** A panel's elements; homes to the right by a logarithm, milliseconds upwards from nothing. */
export function panelText({ name, points }: Panel): string {
  const sorted = points.toSorted((a, b) => a.listings - b.listings);
  const most = Math.max(
    ...sorted.flatMap((point) => servers.flatMap((server) => parts.map((part) => point[server][part]))),
  );
  const step = tickStep(most);
  const ceiling = Math.max(1, Math.ceil(most / step)) * step;
  const scale = { x: acrossOf(sorted), y: (ms: number) => bottom - (ms / ceiling) * (bottom - area.top) };
  return [
    `<text class="name" x="${area.left}" y="14">${name}</text>`,
    ...ticksTo(ceiling, step).map((ms) => row(scale.y(ms), ms)),
    ...sorted.map(({ listings }) => column(scale.x(listings), listings)),
    `<text class="tick" x="${area.left - 6}" y="14" text-anchor="end">ms</text>`,
    `<text class="tick" x="${(area.left + right) / 2}" y="${bottom + 32}" text-anchor="middle">homes</text>`,
    ...servers.flatMap((server) => parts.map((part) => line(sorted, { server, part, scale }))),
  ].join("\n");
}

const bottom = panelSize.height - area.bottom;
const right = panelSize.width - area.right;

interface Scale {
  x(listings: number): number;
  y(ms: number): number;
}

function acrossOf(points: readonly PlotPoint[]): Scale["x"] {
  const [first, last] = [Math.log(points[0]?.listings ?? 1), Math.log(points.at(-1)?.listings ?? 1)];
  const wide = Math.max(last - first, Number.EPSILON);
  return (listings) => area.left + ((Math.log(listings) - first) / wide) * (right - area.left);
}

/** 1, 2 or 5 times a power of ten, so that there are three to six lines. */
export function tickStep(most: number): number {
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((one) => one * power >= rough) ?? 10;
  return factor * power;
}

const ticksTo = (ceiling: number, step: number): readonly number[] =>
  Array.from({ length: Math.round(ceiling / step) + 1 }, (_, index) => Number((index * step).toPrecision(6)));

const at = (value: number) => Number(value.toFixed(1));

const row = (y: number, ms: number) =>
  `<line class="grid" x1="${area.left}" x2="${right}" y1="${at(y)}" y2="${at(y)}"/><text class="tick" x="${area.left - 6}" y="${at(y + 4)}" text-anchor="end">${ms}</text>`;

const column = (x: number, listings: number) =>
  `<text class="tick" x="${at(x)}" y="${bottom + 16}" text-anchor="middle">${listings.toLocaleString("en")}</text>`;

interface Line {
  readonly server: (typeof servers)[number];
  readonly part: (typeof parts)[number];
  readonly scale: Scale;
}

function line(points: readonly PlotPoint[], { server, part, scale }: Line): string {
  const places = points.map((point) => [at(scale.x(point.listings)), at(scale.y(point[server][part]))] as const);
  const dots = places.map(([x, y]) => `<circle class="${server}" cx="${x}" cy="${y}" r="3"/>`);
  const path = places.map((place) => place.join(",")).join(" ");
  return `<polyline class="${server} ${part.slice(0, -2)}" points="${path}"/>${dots.join("")}`;
}
