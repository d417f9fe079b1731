/** SQL expressions: columns or parameters, never values. */
export interface AvailabilityTerms {
  readonly listingId: string;
  /** A daterange: the nights of the stay that is wished for. */
  readonly stay: string;
  /** Holds that end by then count as free. */
  readonly now: string;
}

/**
 * The condition that a home is free for a stay, as search and quotes ask it. Two probes, because each has an index
 * of its own (those of the two exclusion constraints): nights in any use, and the preparation days after other stays.
 * `offset 0` keeps them probes, home by home: the planner would rather read the calendars of every home.
 */
export const isFree = ({ listingId, stay, now }: AvailabilityTerms): string => `not exists (
    select from occupancy o where o.listing_id = ${listingId} and o.nights && ${stay}
      and (o.kind <> 'hold' or o.expires_at > ${now}) offset 0
  ) and not exists (
    select from occupancy o where o.listing_id = ${listingId} and o.occupied && ${stay}
      and o.kind in ('hold', 'booking') and (o.kind <> 'hold' or o.expires_at > ${now}) offset 0
  )`;
