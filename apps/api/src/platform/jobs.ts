import pg from "pg";
import { PgBoss } from "pg-boss";
import type { Log } from "./log.ts";

/** The handler of a queue. It runs at least once for each job: it must be idempotent. */
export type JobHandler = (data: object) => Promise<void>;

export interface Queue {
  readonly name: string;
  readonly handle: JobHandler;
  /** Several at once, where that is less work than one after the other: the error of each, undefined where it is done. */
  /** So few are taken at once, where each is much work for this machine. */
  readonly atOnce?: number;
  readonly handleMany?: (jobs: readonly object[]) => Promise<readonly (Error | undefined)[]>;
}

export interface JobsOptions {
  readonly url: string;
  readonly log: Log;
}

const day = 24 * 60 * 60;

/** Where jobs go that failed to the end, for an operator to see. */
const deadLetters = "dead-letters";

/** How a job is tried: again with growing delays for about a day, then it goes to the dead letters. */
const policy = {
  retryLimit: 40,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 3600,
  expireInSeconds: 60,
  retentionSeconds: 14 * day,
  deleteAfterSeconds: day,
} as const;

/** Makes the job tables and every queue. Needs the owner's role; the server's role only reads and writes them. */
export async function installJobs(options: JobsOptions & { readonly queues: readonly string[] }): Promise<void> {
  const boss = bossOf(options, { migrate: true, createSchema: true, supervise: false, schedule: false, max: 2 });
  await boss.start();
  try {
    const known = new Set((await boss.getQueues()).map((queue) => queue.name));
    if (!known.has(deadLetters)) await boss.createQueue(deadLetters, { retentionSeconds: 90 * day });
    for (const name of options.queues) {
      const settings = { ...policy, deadLetter: deadLetters };
      await (known.has(name) ? boss.updateQueue(name, settings) : boss.createQueue(name, settings));
    }
  } finally {
    await boss.stop({ graceful: false });
  }
  await grantToServer(options.url);
}

/** Drops the job tables with every job in them. Needs the owner's role. */
export const removeJobs = (ownerUrl: string): Promise<void> =>
  administer(ownerUrl, "drop schema if exists pgboss cascade");

/** The server's role sends and works off jobs; it makes and drops nothing. */
const grantToServer = (ownerUrl: string): Promise<void> =>
  administer(
    ownerUrl,
    `grant usage on schema pgboss to roost_app;
    grant select, insert, update, delete on all tables in schema pgboss to roost_app;
    grant usage on all sequences in schema pgboss to roost_app;
    grant execute on all functions in schema pgboss to roost_app`,
  );

async function administer(url: string, statements: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statements);
  } finally {
    await client.end();
  }
}

export interface Worker {
  stop(): Promise<void>;
}

/** Works off the queues until it is stopped; `stop` lets running jobs end. */
export async function startWorker(options: JobsOptions & { readonly queues: readonly Queue[] }): Promise<Worker> {
  const boss = bossOf(options, { migrate: false, createSchema: false, schedule: false, max: 4 });
  await boss.start();
  const known = new Set((await boss.getQueues()).map((queue) => queue.name));
  for (const queue of options.queues) {
    const { name } = queue;
    // A job for a queue that is not there would be dropped in silence: better not to start.
    if (!known.has(name)) throw new Error(`the queue ${name} does not exist: run "pnpm migrate deploy"`);
    // A full batch means that more is waiting: the next one is fetched at once.
    const batchSize = queue.atOnce ?? (queue.handleMany ? 60 : 20);
    const pace = { batchSize, pollingIntervalSeconds: 0.5, burstWhenBatchFull: true };
    await boss.work(name, { ...pace, perJobResults: true }, async (jobs) => {
      const errors = await handleAll(
        queue,
        jobs.map(({ data }) => dataOf(data)),
      );
      return jobs.map(({ id }, index) => {
        const error = errors[index];
        if (error === undefined) return { id, status: "completed" } as const;
        options.log.warn({ err: error, queue: name, jobId: id }, "a job failed and is tried again");
        return { id, status: "failed", output: { message: String(error) } } as const;
      });
    });
  }
  return { stop: () => boss.stop({ graceful: true, timeout: 10_000 }) };
}

function handleAll({ handle, handleMany }: Queue, jobs: readonly object[]): Promise<readonly (Error | undefined)[]> {
  if (handleMany) return handleMany(jobs);
  const one = (job: object) => handle(job).then(() => undefined, failureOf);
  return Promise.all(jobs.map(one));
}

const failureOf = (error: unknown): Error =>
  error instanceof Error ? error : new Error("a job failed without an error", { cause: error });

function bossOf({ url, log }: JobsOptions, settings: object): PgBoss {
  const boss = new PgBoss({ connectionString: url, application_name: "roost-jobs", ...settings });
  // Without a listener, a restart of Postgres would end the process.
  boss.on("error", (error) => log.warn({ err: error }, "the job queue lost the database"));
  return boss;
}

const dataOf = (data: unknown): object => (typeof data === "object" && data !== null ? data : {});
