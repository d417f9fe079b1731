import { randomUUID } from "node:crypto";
import { drive } from "../drive.ts";
import { makeGuests } from "../guests.ts";
import { listHomes } from "../homes.ts";
import { httpText, keyed } from "../http-text.ts";
import { makeQuotes } from "../quotes.ts";
import { randomOf } from "../random.ts";
import { type Server, startRoost } from "../servers.ts";
import { percentile, rounded } from "../statistics.ts";
import { startWorld, type World } from "../world.ts";
import { makeContests } from "./contests.ts";
import { inspect } from "./inspect.ts";

export interface StressOptions {
  readonly tries: number;
  readonly writers: number;
  readonly seed: number;
  say(line: string): void;
}

export interface StressResult {
  readonly name: string;
  readonly tries: number;
  readonly wins: number;
  /** 409 `booking.dates_unavailable`. */
  readonly refusals: number;
  /** Every other answer. */
  readonly errors: number;
  readonly deadlocks: number;
  /** Pairs of occupancies of a home that share a night. */
  readonly overlaps: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** What is wrong beyond the counts, a sentence each. */
  readonly faults: readonly string[];
}

/** Books over HTTP from so many sessions at once, colliding on purpose, and then looks at what the database holds. */
export async function stressBookings(options: StressOptions): Promise<StressResult> {
  const { tries, seed, say } = options;
  const world = await startWorld(say);
  try {
    const homes = await listHomes(world.client);
    const contests = makeContests({ homes, tries, today: new Date(), random: randomOf(seed) });
    const share = rounded((100 * contests.colliding) / tries);
    say(`${tries} tries, ${share} % of them with a rival, ${contests.winnable} to be had (seed ${seed}) …`);
    const quoteIds = await makeQuotes(world.client, contests.stays);
    const server = await startRoost(world);
    let answers: Answers;
    try {
      answers = await bookAll(world, { server, quoteIds, writers: options.writers });
    } finally {
      // Postgres counts a connection's deadlocks at the latest when it ends.
      await server.stop();
    }
    const { faults, ...found } = await inspect(world.client, answers.wins);
    if (answers.wins !== contests.winnable) {
      faults.push(`${contests.winnable} stays could be had, ${answers.wins} were booked`);
    }
    const { latencies, unexpected, ...counts } = answers;
    const [p50Ms, p99Ms] = [rounded(percentile(latencies, 0.5), 1), rounded(percentile(latencies, 0.99), 1)];
    return { name: "bookings", tries, ...counts, ...found, p50Ms, p99Ms, faults: [...unexpected, ...faults] };
  } finally {
    await world.stop();
  }
}

interface Answers {
  wins: number;
  refusals: number;
  errors: number;
  readonly latencies: number[];
  readonly unexpected: string[];
}

interface Work {
  readonly server: Server;
  readonly quoteIds: readonly string[];
  readonly writers: number;
}

const shownErrors = 5;

/** Each writer takes the next try as soon as his last one was answered. */
async function bookAll(world: World, { server, quoteIds, writers }: Work): Promise<Answers> {
  const guests = await makeGuests(world.client, writers);
  const answers: Answers = { wins: 0, refusals: 0, errors: 0, latencies: [], unexpected: [] };
  let taken = 0;
  await drive({
    port: server.port,
    connections: writers,
    next(writer) {
      const quoteId = quoteIds[taken++];
      if (quoteId === undefined) return undefined;
      const token = guests[writer]?.token ?? "";
      return httpText({ path: "/api/v1/bookings", headers: keyed(token, randomUUID()), body: { quoteId } });
    },
    answered(_writer, { status, ms, body }) {
      answers.latencies.push(ms);
      if (status === 201) answers.wins += 1;
      else if (status === 409 && body().includes('"booking.dates_unavailable"')) answers.refusals += 1;
      else {
        answers.errors += 1;
        if (answers.errors <= shownErrors) answers.unexpected.push(`answered ${status}: ${body()}`);
      }
    },
  });
  return answers;
}
