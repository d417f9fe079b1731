import { ReconciliationDifference } from "@roost/contract";
import { z } from "zod";
import { command } from "../../../platform/action.ts";
import { onlySystem } from "../../../platform/policies.ts";

const Found = z.object({
  reconciliationId: z.uuid(),
  until: z.iso.datetime(),
  transactions: z.int().min(0),
  differences: z.array(ReconciliationDifference),
});

/** Keeps what a comparison came to. A difference that the one before did not have is told. */
export const recordReconciliation = command({
  name: "payments.recordReconciliation",
  summary: "Keep a comparison with the provider's books.",
  input: Found,
  output: z.object({ isNew: z.boolean() }),
  may: onlySystem,
  async run({ sql, emit }, { reconciliationId, until, transactions, differences }) {
    const before = await sql.one<{ differences: unknown }>(
      "reconciliation_last",
      "select differences from reconciliation where provider = 'stripe' order by id desc limit 1",
    );
    await sql.run(
      "reconciliation_keep",
      `insert into reconciliation (id, provider, until, transactions, differences, at)
       values ($1, 'stripe', $2, $3, $4, now())`,
      [reconciliationId, until, transactions, JSON.stringify(differences)],
    );
    const known = new Set(
      ReconciliationDifference.array()
        .parse(before?.differences ?? [])
        .map(sentenceOf),
    );
    const isNew = differences.some((difference) => !known.has(sentenceOf(difference)));
    if (isNew) emit("ledger.difference", { reconciliationId });
    return { isNew };
  },
});

const sentenceOf = ({ source, currency, differenceMinor }: ReconciliationDifference) =>
  `${source} ${currency} ${differenceMinor}`;
