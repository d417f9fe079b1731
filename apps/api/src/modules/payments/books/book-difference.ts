import { type CurrencyCode, isCurrencyCode } from "@roost/contract";
import { z } from "zod";
import { type CommandScope, command } from "../../../platform/action.ts";
import { onlySystem } from "../../../platform/policies.ts";
import { post } from "../store.ts";
import type { BookLine } from "./books-gateway.ts";
import { type SourceSums, sumsOf } from "./compare-sources.ts";
import { explainLine } from "./explain-line.ts";

const BookDifferenceInput = z.object({
  source: z.string(),
  /** Which comparison found it: what is booked for no booking is booked for it. */
  reconciliationId: z.uuid(),
});

/**
 * Brings the ledger's clearing of one source to what the provider says: what a line's type explains is booked as that,
 * the rest goes to suspense. When the explanation comes later, the ledger is apart by just as much in the other
 * direction, and the same posting takes the suspense back.
 */
export const bookDifference = command({
  name: "payments.bookDifference",
  summary: "Book a difference from the provider's books.",
  input: BookDifferenceInput,
  output: z.object({ booked: z.int() }),
  may: onlySystem,
  async run(scope, { source, reconciliationId }) {
    // Two comparisons at once: the second one finds what the first one has booked.
    await scope.sql.one("books_source_lock", "select pg_advisory_xact_lock(hashtextextended($1, 0))", [
      `books ${source}`,
    ]);
    let booked = await bookExplained(scope, source, reconciliationId);
    for (const sums of await sumsOf(scope.sql, source)) {
      if (await bookSuspense(scope, sums, reconciliationId)) booked += 1;
    }
    return { booked };
  },
});

interface Line extends Pick<BookLine, "id" | "type" | "currency" | "amountMinor" | "feeMinor"> {}

async function bookExplained(scope: CommandScope, source: string, reference: string): Promise<number> {
  const lines = await scope.sql.all<Line>(
    "books_lines",
    `select id, type, currency, amount_minor as "amountMinor", fee_minor as "feeMinor"
     from provider_transaction where source = $1 order by created_at, id`,
    [source],
  );
  let booked = 0;
  for (const { id, currency, ...line } of lines) {
    if (!isCurrencyCode(currency)) continue;
    const entries = explainLine({ ...line, currency });
    if (await post(scope, { businessKey: `provider:${id}`, reference, source, entries })) booked += 1;
  }
  return booked;
}

async function bookSuspense(scope: CommandScope, sums: SourceSums, reference: string): Promise<boolean> {
  const { source, currency, ledgerMinor, providerMinor } = sums;
  const amount = providerMinor - ledgerMinor;
  // In a currency that Roost does not know nothing can be booked: it is told of only.
  if (amount === 0 || !isCurrencyCode(currency)) return false;
  const entries = suspenseEntries(amount, currency);
  return post(scope, { businessKey: await nextKey(scope, source), reference, source, entries });
}

const suspenseEntries = (amount: number, currency: CurrencyCode) =>
  [
    { account: "provider_clearing", currency, amountMinor: amount },
    { account: "suspense", currency, amountMinor: -amount },
  ] as const;

async function nextKey({ sql }: CommandScope, source: string): Promise<string> {
  const row = await sql.one<{ number: number }>(
    "books_suspense_number",
    "select count(*) + 1 as number from ledger_transaction where source = $1 and business_key like 'suspense:%'",
    [source],
  );
  return `suspense:${source}:${row?.number ?? 1}`;
}
