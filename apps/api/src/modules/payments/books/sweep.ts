import type { Sweep } from "../../../platform/sweeps.ts";
import { type BooksSite, reconcile, settleMs } from "./reconcile.ts";

/** Compares with the provider's books each night, by real time: once after three in the morning, UTC. */
export const booksSweep = (site: BooksSite): Sweep => ({
  name: "payments.reconcile",
  everyMs: 60_000,
  async run() {
    const row = await site.sql.one<{ due: boolean }>("reconciliation_due", dueText);
    if (row?.due !== true) return 0;
    try {
      await reconcile(site, { settleMs });
    } catch (error) {
      // The provider does not answer: nothing else waits for it, and the next round tries again.
      site.log.warn({ err: error }, "the provider's books could not be compared");
    }
    return 0;
  },
});

// Ids of transactions are UUIDv7 of real time.
const dueText = `select coalesce(
    (select at from reconciliation order by id desc limit 1),
    (select uuid_extract_timestamp(id) from ledger_transaction where source is not null order by id limit 1)
  ) < date_trunc('day', now() - interval '3 hours', 'UTC') + interval '3 hours' as due`;
