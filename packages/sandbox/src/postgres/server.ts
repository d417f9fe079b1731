import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Cluster } from "./cluster.ts";
import { freePort } from "./free-port.ts";
import type { PostgresOptions } from "./index.ts";
import { endLeftover, pidFile } from "./leftover.ts";
import { openLog, type ServerLog } from "./log.ts";
import { serverSettings } from "./settings.ts";
import { type Supervised, spawnSupervised } from "./supervised.ts";

export interface RunningServer {
  readonly port: number;
  readonly exited: Promise<void>;
  stop(): Promise<void>;
}

const patience = 30_000;
const longestRecovery = 180_000;

/** Tries again while the cause is one that passes: a port lost to another process, or a server still ending. */
export async function startServer(cluster: Cluster, options: PostgresOptions): Promise<RunningServer> {
  const deadline = Date.now() + patience;
  for (let preferred = options.port; ; preferred = undefined) {
    await endLeftover(cluster.data);
    const port = await freePort(preferred);
    const log = await openLog(cluster.dir);
    try {
      const server = await launch(cluster, [...serverSettings(options), "-p", String(port)], log);
      if (server !== undefined) return { port, exited: server.ended, stop: () => stop(server) };
      const said = await log.tail();
      if (!passing.test(said) || Date.now() > deadline) {
        throw new Error(`Postgres did not start on ${cluster.dir}:\n${said}`);
      }
    } finally {
      await log.close();
    }
    await delay(50);
  }
}

const passing = /could not bind|lock file "postmaster\.pid"|pre-existing shared memory block/;

async function launch(cluster: Cluster, args: readonly string[], log: ServerLog): Promise<Supervised | undefined> {
  const command = [join(cluster.runner.bin, "postgres"), "-D", cluster.data, ...args];
  const server = await spawnSupervised(cluster.runner, command, log.descriptor);
  const deadline = Date.now() + longestRecovery;
  while (!server.hasEnded()) {
    if (await isReady(cluster.data, server.pid)) {
      server.hold(false);
      return server;
    }
    if (Date.now() > deadline) server.signal("SIGQUIT");
    await delay(5);
  }
  await server.ended;
  return undefined;
}

/** The server keeps its state in the eighth line; the id in the first tells its file from a stale one. */
async function isReady(data: string, pid: number): Promise<boolean> {
  const lines = (await readFile(pidFile(data), "utf8").catch(() => "")).split("\n");
  return Number(lines[0]) === pid && lines[7]?.trim() === "ready";
}

/** A fast shutdown; if that hangs, an immediate one, from which the next start recovers. */
async function stop(server: Supervised): Promise<void> {
  server.hold(true);
  if (!server.hasEnded()) server.signal("SIGINT");
  const impatience = setTimeout(() => server.signal("SIGQUIT"), patience);
  await server.ended;
  clearTimeout(impatience);
}
