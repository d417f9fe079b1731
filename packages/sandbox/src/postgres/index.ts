import { startCluster } from "./cluster.ts";
import { openFolder } from "./folder.ts";
import { lockFolder } from "./folder-lock.ts";
import { chooseRunner } from "./runner.ts";
import { startServer } from "./server.ts";

export { lockFolder } from "./folder-lock.ts";

export interface PostgresOptions {
  /** The folder that holds the database, its password, its log and its lock; made if absent. */
  readonly dir: string;
  /** The preferred port; a free one is found if it is taken or absent. */
  readonly port?: number;
  /** Default true. False gives up crash safety for speed, for tests. */
  readonly durable?: boolean;
  readonly settings?: Readonly<Record<string, string>>;
}

export interface PostgresServer {
  readonly port: number;
  /** Superuser URL of a database, by default "postgres". */
  url(database?: string): string;
  /** True if the folder already held a database, false if this start made it. */
  readonly reused: boolean;
  stop(): Promise<void>;
  /** Settles when the server has ended, by `stop` or on its own. */
  readonly exited: Promise<void>;
}

/** The server ends with this process, however that ends, and does not keep it alive. */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const dir = await openFolder(options.dir);
  const lock = lockFolder(dir);
  try {
    const runner = await chooseRunner(dir);
    const cluster = await startCluster(runner, { dir, durable: options.durable ?? true });
    const server = await startServer(cluster, options);
    const exited = server.exited.finally(() => lock.release());
    return {
      port: server.port,
      reused: cluster.reused,
      exited,
      url: (database = "postgres") =>
        `postgresql://postgres:${cluster.password}@127.0.0.1:${server.port}/${encodeURIComponent(database)}`,
      stop: async () => {
        await server.stop();
        await exited;
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}
