import { readFile } from "node:fs/promises";
import { drive } from "../drive.ts";
import type { Server } from "../servers.ts";
import type { Case } from "./case.ts";

export interface Sample {
  readonly perSecond: number;
  readonly latencies: readonly number[];
  /** Microseconds of CPU of the server process for each request; undefined where the system does not tell. */
  readonly cpu: number | undefined;
}

export interface SampleSize {
  readonly connections: number;
  readonly ms: number;
}

/** Asks one server for one case for so long; throws on the first answer that is not the one expected. */
export async function takeSample(server: Server, one: Case, { connections, ms }: SampleSize): Promise<Sample> {
  await one.refill?.();
  const latencies: number[] = [];
  const cpuBefore = await cpuOf(server.pid);
  const began = performance.now();
  const end = began + ms;
  await drive({
    port: server.port,
    connections,
    next: (connection) => (performance.now() < end ? one.next(connection, server.name) : undefined),
    answered(_connection, { status, ms, body }) {
      if (status !== one.status) throw new Error(`${server.name} answered ${status} in ${one.name}:\n${body()}`);
      latencies.push(ms);
    },
  });
  const seconds = (performance.now() - began) / 1000;
  const cpuAfter = await cpuOf(server.pid);
  const cpu = cpuBefore === undefined || cpuAfter === undefined ? undefined : cpuAfter - cpuBefore;
  return { perSecond: latencies.length / seconds, latencies, cpu: cpu && cpu / latencies.length };
}

// Linux counts in ticks, a hundred a second.
const tickMicros = 10_000;

/** Microseconds that a process has computed so far. */
async function cpuOf(pid: number): Promise<number | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  // The name, in brackets, may hold spaces: counting starts behind it.
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields && (Number(fields[11]) + Number(fields[12])) * tickMicros;
}
