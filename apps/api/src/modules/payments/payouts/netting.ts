/** What is known of a host's money in one currency at the moment one of his payouts is released. */
export interface HostBalance {
  /** What the ledger owes him; below zero, what he owes. */
  readonly owedMinor: number;
  /** What he has earned that has not been released yet, this payout's share among it. */
  readonly waitingMinor: number;
  /** Released and on its way, but not booked yet. */
  readonly inFlightMinor: number;
  /** Asked to be fetched back from his account, but not booked yet. */
  readonly comingBackMinor: number;
}

export interface Netting {
  readonly nettedMinor: number;
  readonly transferMinor: number;
}

/**
 * What is kept of a share to settle what the host owes. All that he is owed is either waiting, on its way, or already
 * his; where the ledger owes him less than that, he owes the rest.
 */
export function netOf(shareMinor: number, balance: HostBalance): Netting {
  const debt = debtOf(balance);
  const nettedMinor = Math.min(debt, shareMinor);
  return { nettedMinor, transferMinor: shareMinor - nettedMinor };
}

/** What a host owes us; 0 where he owes nothing. */
export const debtOf = ({ owedMinor, waitingMinor, inFlightMinor, comingBackMinor }: HostBalance): number =>
  Math.max(0, waitingMinor + inFlightMinor - owedMinor - comingBackMinor);
