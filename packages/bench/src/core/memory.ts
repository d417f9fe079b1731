import { readFile } from "node:fs/promises";
import { drive } from "../drive.ts";
import type { Server } from "../servers.ts";
import { median } from "../statistics.ts";
import type { Case } from "./case.ts";
import { collectGarbage } from "./collect-garbage.ts";

export interface MemoryResult {
  readonly name: string;
  readonly requests: number;
  /** Resident memory after the warm-up and a full collection, in MB. */
  readonly beforeMb: number;
  readonly afterMb: number;
}

/** How many requests, before the first look and after it. */
export interface MemoryRun {
  readonly name: string;
  readonly connections: number;
  readonly warmUp: number;
  readonly requests: number;
  readonly inspectorPort: number;
}

export const memoryName = "memory.rss";
export const memoryRun = { name: memoryName, connections: 16, warmUp: 20_000, requests: 200_000 } as const;
const looks = 10;
const betweenLooks = 1000;

/**
 * What a server holds after many requests, cases in turn. How much garbage waits is V8's choice and says nothing of what
 * stays behind: each figure is the median of several looks, a thousand requests apart, each after a full collection.
 */
export async function measureMemory(
  server: Server,
  cases: readonly Case[],
  { name, connections, warmUp, requests, inspectorPort }: MemoryRun,
): Promise<MemoryResult> {
  for (const one of cases) await one.refill?.();
  const after = async (count: number) => {
    await send(server, cases, { connections, count: count - looks * betweenLooks });
    const seen: number[] = [];
    for (let round = 0; round < looks; round += 1) {
      await send(server, cases, { connections, count: betweenLooks });
      await collectGarbage(inspectorPort);
      seen.push(await residentMb(server.pid));
    }
    return median(seen);
  };
  const beforeMb = await after(warmUp);
  return { name, requests, beforeMb, afterMb: await after(requests) };
}

// One request in so many is of the last case: bookings need a quote each.
const rare = 50;

interface Sending {
  readonly connections: number;
  readonly count: number;
}

async function send(server: Server, cases: readonly Case[], { connections, count }: Sending): Promise<void> {
  const [often, last] = [cases.slice(0, -1), cases.at(-1)];
  let sent = 0;
  const expected: (Case | undefined)[] = [];
  await drive({
    port: server.port,
    connections,
    next(connection) {
      if (sent >= count) return undefined;
      sent += 1;
      const one = sent % rare === 0 ? last : often[sent % often.length];
      expected[connection] = one;
      return one?.next(connection, server.name);
    },
    answered(connection, { status, body }) {
      const one = expected[connection];
      if (status !== one?.status) throw new Error(`${server.name} answered ${status} in ${one?.name}:\n${body()}`);
    },
  });
}

/** Linux tells how much of a process is in memory. */
async function residentMb(pid: number): Promise<number> {
  const [, kb] = /^VmRSS:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kb) / 1024;
}
