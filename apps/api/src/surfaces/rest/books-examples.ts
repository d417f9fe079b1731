import type { LedgerTransaction } from "@roost/contract";
import type { Example } from "./example.ts";

const nok = (amount: number) => ({ amount, currency: "NOK" }) as const;
const bookingId = "019ac1f0-3c00-7a11-8d02-5b6e2f9c1a05";
const paymentId = "019ac1f0-3c00-7a11-8d02-5b6e2f9c1a06";
const onePage = (only: object) => ({ data: [only], nextCursor: null, hasMore: false });

const captured: LedgerTransaction = {
  ...{ id: "0194f0a0-0000-7000-8000-0000000000d1", businessKey: `capture:${paymentId}`, reference: bookingId },
  ...{ source: "ch_3SZ0exampleRoost", at: "2026-12-01T10:06:00.000Z" },
  entries: [
    { account: "provider_clearing", holderId: null, amount: nok(684_000) },
    { account: "guest_held", holderId: null, amount: nok(-684_000) },
  ],
};

/** What became of Ola's money in the books. */
export const booksExamples: Readonly<Record<string, Example>> = {
  "admin.ledgerJournal": { input: { reference: bookingId, limit: 20 }, output: onePage(captured) },
  "admin.ledgerBalances": {
    input: { at: "2026-12-01T23:59:59.000Z" },
    output: {
      data: [
        { account: "guest_held", balance: nok(-684_000) },
        { account: "provider_clearing", balance: nok(664_134) },
        { account: "provider_fees", balance: nok(19_866) },
      ],
    },
  },
};
