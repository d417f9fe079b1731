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

export interface Measured {
  readonly roost: Figures;
  readonly bare: Figures;
}

/** How long to look, from how many connections. */
export interface Effort {
  readonly connections: number;
  readonly warmUpMs: number;
  readonly rounds: number;
  readonly roundMs: number;
}

/** Both servers in turn, the other one first in every other round, so that a slow spell of the machine hits both. */
export async function measure(one: Case, pair: Pair, effort: Effort): Promise<Measured> {
  const { connections, warmUpMs, rounds, roundMs } = effort;
  const samples = new Map<Server, Sample[]>(pair.map((server) => [server, []]));
  for (const server of pair) await takeSample(server, one, { connections, ms: warmUpMs });
  for (let round = 0; round < rounds; round += 1) {
    for (const server of round % 2 === 0 ? pair : pair.toReversed()) {
      samples.get(server)?.push(await takeSample(server, one, { connections, ms: roundMs }));
    }
  }
  const [roost, bare] = pair;
  const figures = (server: Server) => figuresOf(samples.get(server) ?? []);
  return { roost: figures(roost), bare: figures(bare) };
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
