import type { LedgerTransaction, ProviderEventEntry, Reconciliation, Statement } from "@roost/contract";
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

const reconciliation: Reconciliation = {
  ...{ id: "0194f0a0-0000-7000-8000-0000000000d2", provider: "stripe", transactions: 184 },
  ...{ until: "2026-12-02T02:58:11.000Z", at: "2026-12-02T03:00:04.000Z" },
  differences: [
    {
      source: "ch_3SZ1exampleRoost",
      currency: "NOK",
      ledgerMinor: 0,
      providerMinor: 242_750,
      differenceMinor: 242_750,
    },
  ],
};

const givenUp: ProviderEventEntry = {
  ...{ provider: "stripe", eventId: "evt_3SZ1exampleRoost", type: "charge.succeeded", account: null },
  ...{ state: "gave_up", attempts: 40, lastError: "pi_3SZ1exampleRoost is not known (yet)" },
  ...{ receivedAt: "2026-12-01T22:10:00.000Z", appliedAt: null, gaveUpAt: "2026-12-03T21:00:00.000Z" },
};

const line = { at: "2027-02-15T10:00:00.000Z", bookingId } as const;
const statement: Statement = {
  ...{ from: "2027-02-01", to: "2027-02-28" },
  accounts: [
    {
      currency: "NOK",
      opening: nok(0),
      lines: [
        { ...line, kind: "earned", amount: nok(600_000), balance: nok(600_000) },
        { ...line, kind: "fee", amount: nok(-18_000), balance: nok(582_000) },
        { ...line, kind: "transfer", at: "2027-02-15T10:00:04.000Z", amount: nok(-582_000), balance: nok(0) },
      ],
      closing: nok(0),
    },
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
  "admin.reconciliations": { input: { limit: 20 }, output: onePage(reconciliation) },
  "admin.webhookEvents": { input: { state: "gave_up", limit: 20 }, output: onePage(givenUp) },
  "payments.statement": { input: { from: "2027-02-01", to: "2027-02-28" }, output: statement },
};
