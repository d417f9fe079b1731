import { makeGuests } from "../guests.ts";
import { fillCalendars, listHomes } from "../homes.ts";
import { freePort, type Server, startBare, startInspected, startRoost } from "../servers.ts";
import { startWorld, type World } from "../world.ts";
import { bookCase } from "./book-case.ts";
import type { Case } from "./case.ts";
import { getCase } from "./get-case.ts";
import { listCase } from "./list-case.ts";
import { measure } from "./measure.ts";
import { type MemoryResult, measureMemory, memoryName, memoryRun } from "./memory.ts";
import { mostConnections, type Planned, planOf } from "./plan.ts";
import type { Report, Result } from "./report.ts";
import { checkRows } from "./rows.ts";
import { searchCase } from "./search-case.ts";
import { graphql, rest, trpc } from "./surfaces.ts";

export interface CoreOptions {
  /** Only the rows of the report with these names. */
  readonly only: readonly string[] | undefined;
  /** A folder for CPU profiles of both servers. */
  readonly profile: string | undefined;
  say(line: string): void;
}

/** Roost's hot paths beside a bare server on the same database, and what many requests leave in memory. */
export async function runCore({ only, profile, say }: CoreOptions): Promise<Report> {
  const world = await startWorld(say);
  try {
    await fillCalendars(world.client);
    const { get, list, search, book, trpcGet, graphqlGet } = await makeCases(world);
    const all = planOf([get, list, search, book, trpcGet, graphqlGet]);
    const names = [...all.map(({ name }) => name), memoryName];
    const unknown = only?.find((name) => !names.includes(name));
    if (unknown !== undefined) throw new Error(`no case is called ${unknown}: ${names.join(", ")}`);
    const isWanted = (name: string) => only === undefined || only.includes(name);

    const plan = all.filter(({ name }) => isWanted(name));
    const results = plan.length === 0 ? [] : await withServers({ world, profile }, runPlan(plan, say));
    let memory: MemoryResult | undefined;
    if (isWanted(memoryName)) {
      say(`Measuring ${memoryName} …`);
      const mixed = [get, list, trpcGet, graphqlGet, book];
      memory = await measureAlone(world, mixed);
    }
    await checkRows(world.client);
    return { results, memory };
  } finally {
    await world.stop();
  }
}

async function measureAlone(world: World, cases: readonly Case[]): Promise<MemoryResult> {
  const inspectorPort = await freePort();
  const roost = await startInspected(world, inspectorPort);
  try {
    return await measureMemory(roost, cases, { ...memoryRun, inspectorPort });
  } finally {
    await roost.stop();
  }
}

async function makeCases({ client }: World) {
  const homes = await listHomes(client);
  const guests = await makeGuests(client, mostConnections);
  const today = new Date();
  return {
    get: getCase(homes, rest),
    list: listCase(),
    search: searchCase(today),
    book: bookCase({ client, homes, guests, today }),
    trpcGet: getCase(homes, trpc),
    graphqlGet: getCase(homes, graphql),
  };
}

const runPlan =
  (plan: readonly Planned[], say: CoreOptions["say"]) =>
  async (roost: Server, bare: Server): Promise<readonly Result[]> => {
    const results: Result[] = [];
    const cases = new Set(plan.map(({ one }) => one));
    say("Comparing answers …");
    for (const one of cases) await one.compare([roost, bare]);
    for (const { name, one, effort } of plan) {
      say(`Measuring ${name} …`);
      const title = cases.delete(one) ? one.title : "";
      results.push({ name, title, ...(await measure(one, [roost, bare], effort)) });
    }
    return results;
  };

interface Site {
  readonly world: World;
  readonly profile: string | undefined;
}

const withServers = <T>(site: Site, work: (roost: Server, bare: Server) => Promise<T>): Promise<T> =>
  withRoost(site, async (roost) => {
    const bare = await startBare(site.world, site.profile);
    try {
      return await work(roost, bare);
    } finally {
      await bare.stop();
    }
  });

async function withRoost<T>({ world, profile }: Site, work: (roost: Server) => Promise<T>): Promise<T> {
  const roost = await startRoost(world, profile);
  try {
    return await work(roost);
  } finally {
    await roost.stop();
  }
}
