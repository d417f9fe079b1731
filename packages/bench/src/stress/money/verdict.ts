import type pg from "pg";
import { brokenInvariants } from "../invariants.ts";
import type { StripeAddress } from "../stripe-lists.ts";
import type { Diary } from "./diary.ts";
import { doublesTexts } from "./doubles-sql.ts";
import { lostTexts } from "./lost-sql.ts";
import { copyStripeBooks } from "./stripe-books.ts";
import { unexplainedTexts } from "./unexplained-sql.ts";

export interface Verdict {
  /** Transactions and accounts that do not sum to zero, and rows that break an invariant. */
  readonly imbalance: number;
  /** Balances and objects that Stripe's books and the ledger see differently, and what is left in suspense. */
  readonly unexplained: number;
  /** Effects that happened more often than they were asked for. */
  readonly doubles: number;
  /** Acknowledged effects that are not there, and calls that never got an answer. */
  readonly lost: number;
  /** A sentence each. */
  readonly faults: readonly string[];
}

interface Finding {
  readonly id: string;
  readonly detail: string;
  readonly times: number;
}

export interface Evidence {
  readonly diary: Diary;
  readonly stripe: StripeAddress;
  /** What of the ledger could not be proved from the rows. */
  readonly unproven: readonly string[];
}

/** Holds the ledger against Stripe's own books, and both against what people were told. */
export async function judge(client: pg.Client, { diary, stripe, unproven }: Evidence): Promise<Verdict> {
  await copyStripeBooks(client, stripe);
  await writeDown(client, diary);
  const faults: string[] = [...diary.faults];
  const sum = async (texts: Readonly<Record<string, string>>) => {
    let found = 0;
    for (const [what, text] of Object.entries(texts)) {
      const { rows } = await client.query<Finding>(text);
      for (const { id, detail, times } of rows) faults.push(`${what}: ${id} ${detail} (${times})`);
      found += rows.reduce((total, { times }) => total + times, 0);
    }
    return found;
  };
  const unbalanced = await sum(imbalanceTexts);
  const [unexplained, doubles, lost] = [await sum(unexplainedTexts), await sum(doublesTexts), await sum(lostTexts)];
  const broken = await brokenInvariants(client);
  return {
    imbalance: unbalanced + broken.length + unproven.length,
    unexplained,
    doubles,
    lost: lost + diary.unanswered,
    faults: [...faults, ...broken, ...unproven],
  };
}

const imbalanceTexts = {
  "a ledger transaction does not sum to zero": `select t.business_key as id, e.currency || ' ' || sum(e.amount_minor) as detail, 1 as times
    from ledger_transaction t join ledger_entry e on e.transaction_id = t.id
    group by t.id, e.currency having sum(e.amount_minor) <> 0`,
  "a currency does not sum to zero": `select currency as id, sum(amount_minor)::text as detail, 1 as times
    from ledger_entry group by currency having sum(amount_minor) <> 0`,
};

/** What people were told, as tables. */
async function writeDown(client: pg.Client, diary: Diary): Promise<void> {
  const tables = { booked: diary.booked, refund: diary.refunds } as const;
  const lists = {
    captured: diary.captured,
    cancelled: diary.cancelled,
    by_hand: diary.byHand,
    dispute: diary.disputes,
  };
  await client.query(`create temp table told_booked ("quoteId" uuid, "bookingId" uuid);
    create temp table told_refund ("refundId" uuid, "paymentId" uuid, amount bigint)`);
  for (const [name, rows] of Object.entries(tables)) {
    const text = `insert into told_${name} select * from jsonb_populate_recordset(null::told_${name}, $1::jsonb)`;
    await client.query(text, [JSON.stringify(rows)]);
  }
  for (const [name, ids] of Object.entries(lists)) {
    await client.query(`create temp table told_${name} (id text)`);
    await client.query(`insert into told_${name} select unnest($1::text[])`, [ids]);
  }
}
