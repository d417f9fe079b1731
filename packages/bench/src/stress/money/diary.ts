/** A stay whose payment may be acted upon, as its people know it. */
export interface Paid {
  readonly bookingId: string;
  readonly paymentId: string;
  /** The PaymentIntent. */
  readonly providerRef: string;
  readonly amount: number;
  readonly currency: string;
  /** The bearer token of its host. */
  readonly host: string;
}

/** What people were told, and what others did at Stripe: at the end each of these must be found once. */
export interface Diary {
  /** Money operations that were answered, by their kinds. */
  readonly counts: Map<string, number>;
  readonly booked: { readonly quoteId: string; readonly bookingId: string }[];
  readonly captured: string[];
  readonly cancelled: string[];
  readonly refunds: { readonly refundId: string; readonly paymentId: string; readonly amount: number }[];
  /** Refunds made by hand at Stripe. */
  readonly byHand: string[];
  readonly disputes: string[];
  /** What was answered otherwise than it may be; a sentence each. */
  readonly faults: string[];
  unanswered: number;
}

export const openDiary = (): Diary => ({
  counts: new Map(),
  booked: [],
  captured: [],
  cancelled: [],
  refunds: [],
  byHand: [],
  disputes: [],
  faults: [],
  unanswered: 0,
});

export const count = ({ counts }: Diary, kind: string): void => void counts.set(kind, (counts.get(kind) ?? 0) + 1);

export const operationsIn = ({ counts }: Diary): number => [...counts.values()].reduce((sum, one) => sum + one, 0);
