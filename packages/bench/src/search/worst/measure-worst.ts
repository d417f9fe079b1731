import { setTimeout as wait } from "node:timers/promises";
import { ListingPage } from "@roost/contract";
import { ask } from "../../core/same-answer.ts";
import { drive } from "../../drive.ts";
import { httpText } from "../../http-text.ts";
import { type Server, startRoostWith } from "../../servers.ts";
import { median, percentile } from "../../statistics.ts";
import type { World } from "../../world.ts";
import { countRows } from "./count-rows.ts";
import { findExtremes } from "./find-extremes.ts";
import { type WorstCase, worstCases } from "./worst-cases.ts";
import { worstPath } from "./worst-path.ts";
import type { WorstResult } from "./worst-report.ts";

interface WorstOptions {
  readonly sites: readonly { readonly world: World; readonly listings: number }[];
  readonly brief: boolean;
  say(line: string): void;
}

const looks = 3;
const warmUp = 4;
const [requests, fewRequests] = [40, 10] as const;
// Facets are kept for a while, and each request must be answered anew.
const uncached = { NODE_ENV: "production", CACHE_TTL_MS: "0" } as const;

/** What searches cost that are as hard as there are, in databases of each size: rows that are read, and how long it takes. */
export async function measureWorst({ sites, brief, say }: WorstOptions): Promise<readonly WorstResult[]> {
  const results: WorstResult[] = [];
  for (const { world, listings } of sites) {
    say(`Measuring the worst of ${listings.toLocaleString("en")} homes …`);
    const cases = worstCases(await findExtremes(world.client));
    const server = await startRoostWith(world, uncached);
    try {
      for (const one of cases) {
        const asked = { one, server, world, today: new Date() };
        const took = await timesOf(asked, brief ? fewRequests : requests);
        const { name, mostRows } = one;
        results.push({ of: name, listings, mostRows, ...took, rows: await rowsOf(asked) });
      }
    } finally {
      await server.stop();
    }
  }
  return results;
}

interface Asked {
  readonly one: WorstCase;
  readonly server: Server;
  readonly world: World;
  readonly today: Date;
}

/** One request after the other. What Roost gives up is counted and has its time, too. */
async function timesOf(asked: Asked, requests: number) {
  const paths: string[] = [];
  for (let round = 0; round < warmUp + requests; round += 1) paths.push(await pathOf(asked, round));
  const answers: { readonly status: number; readonly ms: number }[] = [];
  await drive({
    ...{ port: asked.server.port, connections: 1 },
    next() {
      const path = paths[answers.length];
      return path === undefined ? undefined : httpText({ path });
    },
    answered(_connection, { status, ms, body }) {
      if (status >= 400 && status < 500) throw new Error(`Roost answered ${status} to ${asked.one.name}:\n${body()}`);
      answers.push({ status, ms });
    },
  });
  const times = answers.slice(warmUp).map(({ ms }) => ms);
  const failed = answers.filter(({ status }) => status !== 200).length;
  return { p50Ms: percentile(times, 0.5), p99Ms: percentile(times, 0.99), failed };
}

/** The median over some requests, each counted by itself. */
async function rowsOf(asked: Asked): Promise<number> {
  const counts: number[] = [];
  for (let round = 0; round < looks; round += 1) {
    const path = await pathOf(asked, round);
    const count = await countRows(asked.world.client, async () => {
      await awaitAnswers(asked);
      await fetchOf(asked.server, path);
    });
    counts.push(count);
  }
  return median(counts);
}

/** The path of the page that is looked at: the last that there is, where there are not so many. */
async function pathOf({ one, server, today }: Asked, round: number): Promise<string> {
  const first = worstPath(one, today, round);
  let path = first;
  for (let passed = 0; passed < one.pagesBefore; passed += 1) {
    const { nextCursor } = ListingPage.parse(await ask(server, { path }, 200));
    if (nextCursor === null) break;
    path = `${first}&${new URLSearchParams({ cursor: nextCursor }).toString()}`;
  }
  return path;
}

const tries = 100;

/** Until Roost has connections again. No home is where it asks. */
async function awaitAnswers({ one, server, today }: Asked): Promise<void> {
  const nowhere = { ...one, path: "listings", query: { city: "nowhere" }, isDated: true } as const;
  for (let tried = 0; tried < tries; tried += 1) {
    if ((await fetchOf(server, worstPath(nowhere, today, 0))) === 200) return;
    await wait(20);
  }
  throw new Error("Roost has no connection to Postgres any more");
}

/** Its status; all of the answer has come. */
async function fetchOf({ port }: Server, path: string): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`);
  await answer.arrayBuffer();
  return answer.status;
}
