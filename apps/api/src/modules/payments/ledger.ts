import type { CurrencyCode, ledgerAccounts } from "@roost/contract";
import { type GoneBack, type PaymentLine, sharesOf } from "./payment-lines.ts";

export type Account = (typeof ledgerAccounts)[number];

/** One side of a booking: debits positive, credits negative. */
export interface Entry {
  readonly account: Account;
  /** Whose account it is: host_payable only. */
  readonly holderId?: string;
  readonly currency: CurrencyCode;
  readonly amountMinor: number;
}

/** What is booked together. Its entries sum to zero in each currency; its business key makes it happen once. */
export interface Posting {
  readonly businessKey: string;
  readonly reference: string;
  /** The provider's object that moves the provider's balance; null where none does. */
  readonly source: string | null;
  readonly entries: readonly Entry[];
}

/** What never changes about a payment. */
export interface PaymentFacts {
  readonly payeeId: string;
  readonly lines: readonly PaymentLine[];
  readonly currency: CurrencyCode;
  readonly settleCurrency: CurrencyCode;
}

/** How far its money has come. */
export interface Progress {
  readonly capturedMinor: number;
  readonly goneBack: GoneBack;
  readonly isEarned: boolean;
}

export const nothingYet: Progress = { capturedMinor: 0, goneBack: new Map(), isEarned: false };

/**
 * Where a payment's money is: the balance that it makes in each account. It sums to zero in each currency, so the
 * difference of two positions is a posting that does.
 */
export function positionOf(facts: PaymentFacts, progress: Progress): readonly Entry[] {
  const gone = [...progress.goneBack.values()].reduce((sum, amount) => sum + amount, 0);
  const there = progress.capturedMinor - gone;
  const { currency, settleCurrency, payeeId } = facts;
  const clearing: Entry = { account: "provider_clearing", currency, amountMinor: there };
  if (!progress.isEarned) return [clearing, { account: "guest_held", currency, amountMinor: -there }];
  const { payeeMinor, revenueMinor, taxMinor } = sharesOf(facts.lines, progress.goneBack, settleCurrency);
  const settled = payeeMinor + revenueMinor + taxMinor;
  const isExchanged = currency !== settleCurrency;
  // Rounding of parts that went back may leave a step or two between both sides: they are ours.
  const rest = isExchanged ? 0 : there - settled;
  return [
    clearing,
    { account: "host_payable", holderId: payeeId, currency: settleCurrency, amountMinor: -payeeMinor },
    { account: "revenue", currency: settleCurrency, amountMinor: -revenueMinor - rest },
    { account: "tax_payable", currency: settleCurrency, amountMinor: -taxMinor },
    ...(isExchanged
      ? ([
          { account: "fx", currency, amountMinor: -there },
          { account: "fx", currency: settleCurrency, amountMinor: settled },
        ] as const)
      : []),
  ];
}

/** What must be booked to come from one position to another; entries of nothing are left out. */
export function difference(before: readonly Entry[], after: readonly Entry[]): Entry[] {
  const sums = new Map<string, Entry>();
  const add = (entry: Entry, sign: 1 | -1) => {
    const key = `${entry.account} ${entry.holderId ?? ""} ${entry.currency}`;
    const sum = (sums.get(key)?.amountMinor ?? 0) + sign * entry.amountMinor;
    sums.set(key, { ...entry, amountMinor: sum });
  };
  for (const entry of after) add(entry, 1);
  for (const entry of before) add(entry, -1);
  return [...sums.values()].filter(({ amountMinor }) => amountMinor !== 0);
}

/** An amount that moves from one account to another: the first is credited, the second debited. */
export const transferEntries = (
  from: Omit<Entry, "amountMinor" | "currency">,
  to: Omit<Entry, "amountMinor" | "currency">,
  { amount, currency }: { readonly amount: number; readonly currency: CurrencyCode },
): Entry[] => [
  { ...from, currency, amountMinor: -amount },
  { ...to, currency, amountMinor: amount },
];

/** The same entries with one account in place of another. */
export const inPlaceOf = (entries: readonly Entry[], account: Account, other: Account): Entry[] =>
  entries.map((entry) => {
    if (entry.account !== account) return entry;
    const { holderId: _holder, ...rest } = entry;
    return { ...rest, account: other };
  });

/** Whether every currency of some entries sums to zero. */
export function isBalanced(entries: readonly Entry[]): boolean {
  const sums = new Map<CurrencyCode, number>();
  for (const { currency, amountMinor } of entries) sums.set(currency, (sums.get(currency) ?? 0) + amountMinor);
  return [...sums.values()].every((sum) => sum === 0);
}
