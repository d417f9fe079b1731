import { z } from "zod";
import { Id, Instant, LocalDate } from "./fields.ts";
import { Currency } from "./money.ts";
import { pageInput, pageOf } from "./pages.ts";

/** The accounts of the ledger; `host_payable` exists once for each host. */
export const ledgerAccounts = [
  /** What the provider owes us: its balance, seen from here. */
  "provider_clearing",
  /** Guests' money that nobody has earned yet. */
  "guest_held",
  /** What is owed to a host; below zero, what he owes. */
  "host_payable",
  "revenue",
  "tax_payable",
  "provider_fees",
  /** Withheld by a bank while it decides a chargeback. */
  "dispute_reserve",
  /** Our open position in each currency, from guests who pay in another one than the host is owed. */
  "fx",
  "penalties",
  /** Differences from the provider's books that nobody has explained yet. */
  "suspense",
  "platform_loss",
  /** Our own bank account: top-ups of the provider's balance, and what we withdraw from it. */
  "bank",
] as const;
export const LedgerAccount = z.enum(ledgerAccounts).meta({ id: "LedgerAccount" });

/** A sum in the books, which may be larger than any payment: debits positive, credits negative. */
export const LedgerAmount = z
  .object({ amount: z.int().describe("Integer minor units: debits positive, credits negative."), currency: Currency })
  .meta({ id: "LedgerAmount" });

/** One side of a booking in the ledger. */
export const LedgerEntry = z
  .object({
    account: LedgerAccount,
    holderId: Id.nullable().describe("Whose account it is: host_payable only."),
    amount: LedgerAmount,
  })
  .meta({ id: "LedgerEntry" });

/** What was booked together: its entries sum to zero in each currency, and it never changes. */
export const LedgerTransaction = z
  .object({
    id: Id,
    businessKey: z.string().describe("What it books, once: capture:<payment>."),
    reference: Id.describe("What the money is for: a booking."),
    source: z.string().nullable().describe("The provider's object that moved its balance, for example ch_…"),
    at: Instant,
    entries: z.array(LedgerEntry),
  })
  .meta({ id: "LedgerTransaction" });
export type LedgerTransaction = z.output<typeof LedgerTransaction>;

/** The ledger's transactions, newest first. For operators. */
export const LedgerJournalInput = z.strictObject({
  reference: Id.optional().describe("Only what was booked for this booking."),
  account: LedgerAccount.optional().describe("Only what has an entry in this account."),
  holderId: Id.optional().describe("Only what has an entry of this host."),
  from: Instant.optional().describe("At or after this instant."),
  to: Instant.optional().describe("Before this instant."),
  ...pageInput,
});
export const LedgerJournal = pageOf(LedgerTransaction, "LedgerJournal");

/** What each account holds, at an instant or now. */
export const LedgerBalancesInput = z.strictObject({
  at: Instant.optional().describe("What was booked until then, inclusive; now where absent."),
  holderId: Id.optional().describe("One host's account alone."),
});
export const LedgerBalance = z.object({ account: LedgerAccount, balance: LedgerAmount }).meta({ id: "LedgerBalance" });
export const LedgerBalances = z.object({ data: z.array(LedgerBalance) }).meta({ id: "LedgerBalances" });

/** Where the ledger and the provider's books were apart: `difference` is the provider's amount less the ledger's. */
export const ReconciliationDifference = z
  .object({
    source: z.string().describe("The provider's object; `balance` is the whole balance of a currency."),
    currency: z.string().describe("As the provider names it; Roost may not know it."),
    ledgerMinor: z.int(),
    providerMinor: z.int(),
    differenceMinor: z.int(),
  })
  .meta({ id: "ReconciliationDifference" });
export type ReconciliationDifference = z.output<typeof ReconciliationDifference>;

/** One comparison of the ledger with the provider's books. */
export const Reconciliation = z
  .object({
    id: Id,
    provider: z.string(),
    until: Instant.describe("What the provider booked after this was left for the next one."),
    at: Instant,
    transactions: z.int().describe("How many lines of the provider's books were new."),
    differences: z.array(ReconciliationDifference),
  })
  .meta({ id: "Reconciliation" });
export type Reconciliation = z.output<typeof Reconciliation>;
export const ReconciliationsInput = z.strictObject(pageInput);
export const ReconciliationPage = pageOf(Reconciliation, "ReconciliationPage");

/** How far an event of a provider has come: `waiting` is tried again, `gave_up` waits for an operator. */
export const ProviderEventState = z.enum(["applied", "waiting", "gave_up"]).meta({ id: "ProviderEventState" });

/** An event as a provider told it; what it tells of is fetched when it is applied. */
export const ProviderEventEntry = z
  .object({
    provider: z.string(),
    eventId: z.string(),
    type: z.string(),
    account: z.string().nullable().describe("The connected account that it happened in; null is the platform's own."),
    state: ProviderEventState,
    attempts: z.int(),
    lastError: z.string().nullable(),
    receivedAt: Instant,
    appliedAt: Instant.nullable(),
    gaveUpAt: Instant.nullable(),
  })
  .meta({ id: "ProviderEventEntry" });
export type ProviderEventEntry = z.output<typeof ProviderEventEntry>;
export const ProviderEventsInput = z.strictObject({ state: ProviderEventState.optional(), ...pageInput });
export const ProviderEventPage = pageOf(ProviderEventEntry, "ProviderEventPage");

/** Why a host's balance changed. */
export const StatementLineKind = z
  .enum(["earned", "fee", "refund", "transfer", "reversal", "chargeback", "penalty", "adjustment"])
  .meta({ id: "StatementLineKind" });
export type StatementLineKind = z.output<typeof StatementLineKind>;

/** One change of what a host is owed: positive is his, negative was paid out, kept or taken back. */
export const StatementLine = z
  .object({ at: Instant, kind: StatementLineKind, bookingId: Id, amount: LedgerAmount, balance: LedgerAmount })
  .meta({ id: "StatementLine" });
export type StatementLine = z.output<typeof StatementLine>;

/** A host's account in one currency: opening balance, every change, closing balance. */
export const StatementAccount = z
  .object({
    currency: Currency,
    opening: LedgerAmount,
    lines: z.array(StatementLine),
    closing: LedgerAmount,
  })
  .meta({ id: "StatementAccount" });

/** A host's statement: days of UTC, both inclusive, at most 366 of them. */
export const StatementInput = z.strictObject({
  from: LocalDate.describe("The first day, in UTC."),
  to: LocalDate.describe("The last day, in UTC."),
});
export const Statement = z
  .object({ from: LocalDate, to: LocalDate, accounts: z.array(StatementAccount) })
  .meta({ id: "Statement" });
export type Statement = z.output<typeof Statement>;
