import { read } from "../../../platform/route.ts";
import { webhookEvents } from "../events/webhook-events.ts";
import { ledgerBalances } from "./ledger-balances.ts";
import { ledgerJournal } from "./ledger-journal.ts";
import { reconciliations } from "./reconciliations.ts";

/** What operators see of the books. */
export const booksAdminRouter = {
  ledgerJournal: read(ledgerJournal, "GET /admin/ledger/journal"),
  ledgerBalances: read(ledgerBalances, "GET /admin/ledger/balances"),
  reconciliations: read(reconciliations, "GET /admin/ledger/reconciliations"),
  webhookEvents: read(webhookEvents, "GET /admin/provider-events"),
};
