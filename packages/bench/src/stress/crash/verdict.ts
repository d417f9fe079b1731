import type { World } from "../../world.ts";
import type { Answer } from "../caller.ts";
import { brokenInvariants } from "../invariants.ts";
import type { StripeAddress } from "../stripe-lists.ts";
import { indexText, journeysText, seenText, wrongText } from "./effects-sql.ts";
import type { Journey } from "./journey.ts";
import { copyStripeRecords } from "./stripe-records.ts";

export interface Verdict {
  /** Effects that happened more often than they were asked for. */
  readonly doubles: number;
  /** Acknowledged effects that are not there, and calls that never got an answer. */
  readonly lost: number;
  /** A sentence each. */
  readonly faults: readonly string[];
}

interface Wrong {
  readonly what: string;
  readonly id: string;
  readonly times: number;
  readonly least: number;
  readonly most: number;
}

/** Holds what callers were told against what the database and Stripe have, counted effect by effect. */
export async function judge({ client }: World, journeys: readonly Journey[], stripe: StripeAddress): Promise<Verdict> {
  await copyStripeRecords(client, stripe);
  await client.query(indexText);
  await client.query(journeysTextWith(journeys));
  await client.query(seenText);
  const { rows } = await client.query<Wrong>(wrongText);
  const unanswered = journeys.flatMap(answersOf).filter((answer) => answer === undefined).length;
  const over = ({ times, most }: Wrong) => Math.max(0, times - most);
  const under = ({ times, least }: Wrong) => Math.max(0, least - times);
  return {
    doubles: sumOf(rows.map(over)),
    lost: unanswered + sumOf(rows.map(under)),
    faults: [
      ...rows.map(({ what, id, times, least, most }) => `${what} of ${id}: ${times}, not ${least} to ${most}`),
      ...(unanswered > 0 ? [`${unanswered} calls were never answered`] : []),
      ...unexpectedIn(journeys),
      ...(await brokenInvariants(client)),
    ],
  };
}

const journeysTextWith = (journeys: readonly Journey[]) => {
  const told = (answer: Answer | undefined | null) =>
    answer ? { status: answer.status, body: JSON.parse(answer.text) } : answer === null ? null : { status: 0 };
  const rows = journeys.map(({ quoteId, booked, declined, paid, cancelled }) => ({
    quoteId,
    booked: told(booked),
    declined: told(declined),
    paid: told(paid),
    cancelled: told(cancelled),
  }));
  return { text: journeysText, values: [JSON.stringify(rows)] };
};

const answersOf = ({ booked, declined, paid, cancelled }: Journey) => [booked, declined, paid, cancelled];

/** Payment and cancellation may race; everything else has one right answer. */
function unexpectedIn(journeys: readonly Journey[]): string[] {
  const faults: string[] = [];
  const expect = (what: string, answer: Answer | undefined | null, statuses: readonly number[]) => {
    if (answer && !statuses.includes(answer.status))
      faults.push(`${what} was answered ${answer.status}: ${answer.text}`);
  };
  for (const { booked, declined, paid, cancelled } of journeys) {
    const races = paid !== null && cancelled !== null;
    expect("a booking", booked, [201]);
    expect("a declined payment", declined, [402]);
    expect("a payment", paid, races ? [201, 409] : [201]);
    expect("a cancellation", cancelled, races ? [200, 409] : [200]);
  }
  return faults;
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0);
