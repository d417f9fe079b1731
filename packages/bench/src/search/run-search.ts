import { type Effort, measureInTurn } from "../core/measure.ts";
import { type MemoryResult, measureMemory } from "../core/memory.ts";
import { freePort, startInspected } from "../servers.ts";
import { measureBooking } from "./measure-booking.ts";
import { openSite, type Site } from "./open-site.ts";
import { bookingName, clusterName, memoryName, type SearchArguments, worstName } from "./read-arguments.ts";
import type { SearchReport, SearchResult } from "./search-report.ts";
import { measureWorst } from "./worst/measure-worst.ts";

export interface SearchOptions extends Pick<SearchArguments, "sizes" | "only" | "keep" | "profile" | "seed" | "brief"> {
  say(line: string): void;
}

// As many as searches have to the database where it is not said otherwise: more would measure how long they queue.
const connections = 8;
const effort = { connections, warmUpMs: 2000, rounds: 9, roundMs: 1200 } as const;
// Facets of many homes keep a core busy for tens of milliseconds: more of them at once only wait for each other.
const fewConnections = { connections: 4 } as const;
const glance = { connections: 4, warmUpMs: 200, rounds: 2, roundMs: 200 } as const;
const memoryRun = { name: memoryName, connections, warmUp: 15_000, requests: 100_000 } as const;

/** What searches cost beside a bare server, in databases of one size or several, measured in turn. */
export async function runSearch(options: SearchOptions): Promise<SearchReport> {
  const { sizes, only, brief, say } = options;
  const isWanted = (name: string) => only === undefined || only.includes(name);
  // Before the databases are large: its rounds write, and wait for the disk.
  const booking = isWanted(bookingName) ? await measureBooking(say) : undefined;
  if (only?.every((name) => name === bookingName)) return { results: [], worst: [], memory: undefined, booking };
  const sites: Site[] = [];
  try {
    for (const listings of sizes) sites.push(await openSite({ ...options, listings }));
    const results = await measureSites({ sites, isWanted, effort: brief ? glance : effort, say });
    const worst = isWanted(worstName) ? await measureWorst({ sites, brief, say }) : [];
    const largest = sites.at(-1);
    const memory = largest && isWanted(memoryName) ? await measureAlone(largest, say) : undefined;
    return { results, worst, memory, booking };
  } finally {
    for (const site of sites.toReversed()) await site.stop();
  }
}

type Say = SearchOptions["say"];

interface Measuring {
  readonly sites: readonly Site[];
  isWanted(name: string): boolean;
  readonly effort: Effort;
  say(line: string): void;
}

/** Case by case, all sizes and both servers in turn: what is compared was measured in the same minute. */
async function measureSites({ sites, isWanted, effort, say }: Measuring) {
  const results: SearchResult[] = [];
  const names = (sites[0]?.cases ?? []).map(({ name }) => name).filter(isWanted);
  say("Comparing answers …");
  for (const { cases, pair } of sites) {
    for (const one of cases) if (isWanted(one.name)) await one.compare(pair);
  }
  for (const name of names) {
    say(`Measuring ${name} …`);
    const subjects = sites.flatMap(({ listings, cases, pair }) =>
      cases.filter((one) => one.name === name).flatMap((one) => pair.map((server) => ({ one, server, listings }))),
    );
    const figures = Array.from(
      await measureInTurn(subjects, { ...effort, ...(name === clusterName && fewConnections) }),
    );
    for (const { listings } of sites) {
      const [roost, bare] = figures.filter(([subject]) => subject.listings === listings);
      if (!roost || !bare) continue;
      results.push({ name, title: roost[0].one.title, listings, roost: roost[1], bare: bare[1] });
      const [rate, floor] = [roost[1].perSecond.toFixed(0), bare[1].perSecond.toFixed(0)];
      say(`  ${listings.toLocaleString("en")} homes: ${rate} req/s, bare ${floor}`);
    }
  }
  return results;
}

async function measureAlone({ world, cases, listings }: Site, say: Say): Promise<SearchReport["memory"]> {
  say(`Measuring ${memoryName} …`);
  const inspectorPort = await freePort();
  const roost = await startInspected(world, inspectorPort);
  try {
    // Tags are those of another server, which this one need not give.
    const mixed = cases.filter(({ status }) => status === 200);
    const result: MemoryResult = await measureMemory(roost, mixed, { ...memoryRun, inspectorPort });
    return { ...result, listings };
  } finally {
    await roost.stop();
  }
}
