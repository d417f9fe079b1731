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

/** What is asked of which server. */
export interface Subject {
  readonly one: Case;
  readonly server: Server;
}

/** Both servers, one and the same case. */
export async function measure(one: Case, [roost, bare]: Pair, effort: Effort): Promise<Measured> {
  const subjects = [
    { one, server: roost },
    { one, server: bare },
  ] as const;
  const figures = await measureInTurn(subjects, effort);
  return { roost: figures.get(subjects[0]) ?? nothing, bare: figures.get(subjects[1]) ?? nothing };
}

/** All in turn, the last one first in every other round, so that a slow spell of the machine hits all. */
export async function measureInTurn<S extends Subject>(
  subjects: readonly S[],
  { connections, warmUpMs, rounds, roundMs }: Effort,
): Promise<ReadonlyMap<S, Figures>> {
  const samples = new Map<S, Sample[]>(subjects.map((subject) => [subject, []]));
  for (const { server, one } of subjects) await takeSample(server, one, { connections, ms: warmUpMs });
  for (let round = 0; round < rounds; round += 1) {
    for (const subject of round % 2 === 0 ? subjects : subjects.toReversed()) {
      samples.get(subject)?.push(await takeSample(subject.server, subject.one, { connections, ms: roundMs }));
    }
  }
  return new Map(Array.from(samples, ([subject, taken]) => [subject, figuresOf(taken)]));
}

export function figuresOf(samples: readonly Sample[]): Figures {
  const latencies = samples.flatMap((sample) => sample.latencies);
  const cpu = samples.flatMap((sample) => (sample.cpu === undefined ? [] : [sample.cpu]));
  return {
    perSecond: median(samples.map((sample) => sample.perSecond)),
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    cpuMicros: cpu.length === 0 ? undefined : median(cpu),
  };
}

const nothing: Figures = figuresOf([]);
