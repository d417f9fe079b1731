import { read } from "../../../platform/route.ts";
import { ledgerBalances } from "./ledger-balances.ts";
import { ledgerJournal } from "./ledger-journal.ts";

/** What operators see of the books. */
export const booksAdminRouter = {
  ledgerJournal: read(ledgerJournal, "GET /admin/ledger/journal"),
  ledgerBalances: read(ledgerBalances, "GET /admin/ledger/balances"),
};
