import type { Random } from "../../random.ts";
import type { Answer, Caller } from "../caller.ts";
import type { Cast, Home, Person } from "./cast.ts";
import { count, type Diary, type Paid } from "./diary.ts";
import type { Outside, Told } from "./outside.ts";
import { parsed, textAt } from "./read-json.ts";

/** All that an act needs. */
export interface Stage {
  readonly caller: Caller;
  readonly outside: Outside;
  readonly random: Random;
  readonly cast: Cast;
  readonly diary: Diary;
  readonly calendar: Calendar;
  /** Stays that were paid, to go on with. */
  readonly paid: Paid[];
  /** Disputes of which no bank has decided yet. */
  readonly disputes: string[];
}

export interface Calendar {
  /** A home and dates that nobody else asks for, some days from today by the house's clock. */
  next(): { readonly home: Home; readonly checkIn: string; readonly checkOut: string };
}

export interface Wish {
  /** What is counted; nothing where absent. */
  readonly kind?: string;
  readonly path: string;
  readonly person: Pick<Person, "token">;
  readonly body: object;
  /** Statuses, and codes of problems, that may be answered. */
  readonly allowed: readonly (number | string)[];
}

export interface Heard {
  readonly status: number;
  readonly body: unknown;
}

/** Asks under one key until there is an answer, and writes down if that was not to be expected. */
export async function ask({ caller, diary }: Stage, wish: Wish): Promise<Heard | undefined> {
  const { kind, path, person, body, allowed } = wish;
  const answer = await caller.ask({ path, token: person.token, body });
  if (!answer) {
    diary.unanswered += 1;
    diary.faults.push(`${path} was never answered`);
    return undefined;
  }
  const heard = { status: answer.status, body: parsed(answer.text) };
  if (kind !== undefined) count(diary, kind);
  if (!isAllowed(heard, allowed)) diary.faults.push(`${path} was answered ${answer.status}: ${brief(answer)}`);
  return heard;
}

const isAllowed = ({ status, body }: Heard, allowed: Wish["allowed"]) =>
  allowed.includes(status) || allowed.includes(textAt(body, "code") ?? "");

const brief = ({ text }: Answer) => text.slice(0, 300);

/** Writes down what others did at Stripe; false where Stripe refused it. */
export function done({ diary }: Stage, kind: string, { status }: Told): boolean {
  if (status >= 200 && status < 400) {
    count(diary, kind);
    return true;
  }
  return false;
}

export function pick<T>(random: Random, from: readonly T[]): T {
  const one = from[random.integer(0, from.length - 1)];
  if (one === undefined) throw new Error("there is nothing to choose from");
  return one;
}

/** One of these, by weight. */
export function draw<T>(random: Random, from: readonly (readonly [number, T])[]): T {
  let left = random.fraction() * from.reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, one] of from) {
    left -= weight;
    if (left < 0) return one;
  }
  return pick(random, from)[1];
}
