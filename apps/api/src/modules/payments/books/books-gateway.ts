import { Port } from "../../../platform/port.ts";

/** A line of a provider's books, in our minor units where the currency is one of ours. */
export interface BookLine {
  readonly id: string;
  /** In the provider's words, for example `charge`, `topup` or `stripe_fee`. */
  readonly type: string;
  /** The object that moved the balance; the line itself where there is none. */
  readonly source: string;
  readonly currency: string;
  readonly amountMinor: number;
  readonly feeMinor: number;
  /** What the balance changed by: the amount less the fee. */
  readonly netMinor: number;
  readonly createdAt: Date;
}

export interface ProviderBalance {
  readonly currency: string;
  /** Available or pending, together. */
  readonly amountMinor: number;
}

/** A provider's own books about our account. */
export interface BooksGateway {
  /** The lines since an instant (of the provider's clock), newest first, a page at a time; all of them where null. */
  transactions(since: Date | null): AsyncIterable<readonly BookLine[]>;
  balances(): Promise<readonly ProviderBalance[]>;
}

export const booksPort = new Port<BooksGateway>("payments.books");
