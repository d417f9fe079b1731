import type { Server } from "../servers.ts";
import { median, percentile } from "../statistics.ts";
import type { Case, Pair } from "./case.ts";
import { type Sample, takeSample } from "./sample.ts";

/** What one server did in one case. */
export interface Figures {
  /** Requests a second, the median of the rounds. */
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly cpuMicros: number | undefined;
}

export interface Result {
  readonly name: string;
  readonly title: string;
  readonly roost: Figures;
  readonly bare: Figures;
}

const warmUpMs = 2000;
const sampleMs = 3000;
const rounds = 5;

/** Both servers in turn, the other one first in every other round, so that a slow spell of the machine hits both. */
export async function measure(one: Case, pair: Pair): Promise<Result> {
  const samples = new Map<Server, Sample[]>(pair.map((server) => [server, []]));
  const take = async (server: Server, ms: number) => {
    await one.refill?.();
    return takeSample(server, one, ms);
  };
  for (const server of pair) await take(server, warmUpMs);
  for (let round = 0; round < rounds; round += 1) {
    for (const server of round % 2 === 0 ? pair : pair.toReversed()) {
      samples.get(server)?.push(await take(server, sampleMs));
    }
  }
  const [roost, bare] = pair;
  const figures = (server: Server) => figuresOf(samples.get(server) ?? []);
  return { name: one.name, title: one.title, roost: figures(roost), bare: figures(bare) };
}

function figuresOf(samples: readonly Sample[]): Figures {
  const latencies = samples.flatMap((sample) => sample.latencies);
  const cpu = samples.flatMap((sample) => (sample.cpu === undefined ? [] : [sample.cpu]));
  return {
    perSecond: median(samples.map((sample) => sample.perSecond)),
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    cpuMicros: cpu.length === 0 ? undefined : median(cpu),
  };
}
