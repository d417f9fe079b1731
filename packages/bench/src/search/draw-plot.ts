import { type Panel, panelSize, panelText } from "./plot-panel.ts";

export interface PlotPoint {
  readonly name: string;
  readonly listings: number;
  readonly roost: Latencies;
  readonly bare: Latencies;
}

interface Latencies {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const columns = 3;
const margin = 24;
const top = 64;

/** Cost against size as an SVG: a panel for each case, p50 and p99 of both servers; legible on light and on dark. */
export function drawPlot(points: readonly PlotPoint[]): string {
  const names = [...new Set(points.map(({ name }) => name))];
  const panels: readonly Panel[] = names.map((name) => ({
    name,
    points: points.filter((point) => point.name === name),
  }));
  const across = Math.min(columns, panels.length);
  const width = margin * 2 + across * panelSize.width;
  const height = top + Math.ceil(panels.length / columns) * panelSize.height;
  const placed = panels.map((panel, index) => {
    const x = margin + (index % columns) * panelSize.width;
    const y = top + Math.floor(index / columns) * panelSize.height;
    return `<g transform="translate(${x} ${y})">\n${panelText(panel)}\n</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title">
<title id="title">Time for a search against the number of homes, Roost and a bare server</title>
<style>${style}</style>
<rect class="ground" width="${width}" height="${height}" rx="8"/>
${legend()}
${placed.join("\n")}
</svg>
`;
}

// A browser takes the colours that go with its user's preference; the ground is drawn, so either is legible anywhere.
const style = `
  .ground { fill: #ffffff }
  text { font: 12px system-ui, sans-serif; fill: #24292f }
  text.name { font-weight: 600; font-size: 13px }
  text.tick { fill: #57606a; font-size: 11px }
  .grid { stroke: #d0d7de; stroke-width: 1 }
  polyline { fill: none; stroke-width: 2; stroke-linejoin: round }
  .p99 { stroke-dasharray: 5 4 }
  .roost { stroke: #0b63ce } circle.roost { fill: #0b63ce }
  .bare { stroke: #9a6700 } circle.bare { fill: #9a6700 }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #0d1117 }
    text { fill: #e6edf3 }
    text.tick { fill: #9198a1 }
    .grid { stroke: #30363d }
    .roost { stroke: #58a6ff } circle.roost { fill: #58a6ff }
    .bare { stroke: #d29922 } circle.bare { fill: #d29922 }
  }
`;

function legend(): string {
  const entries = ["roost p50", "roost p99", "bare p50", "bare p99"] as const;
  const shown = entries.map((kinds, index) => {
    const x = margin + index * 150;
    const label = kinds.replace("roost", "Roost").replace("bare", "bare server");
    return `<polyline class="${kinds}" points="${x},34 ${x + 28},34"/><text x="${x + 34}" y="38">${label}</text>`;
  });
  return shown.join("\n");
}
