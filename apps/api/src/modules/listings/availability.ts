/** SQL expressions: columns or parameters, never values. */
export interface AvailabilityTerms {
  readonly listingId: string;
  /** Dates: the first night, and the day after the last. */
  readonly checkIn: string;
  readonly checkOut: string;
  /** Days after the stay that it keeps from other stays. */
  readonly preparationDays: string;
  /** Holds that end by then count as free. */
  readonly now: string;
}

/**
 * The condition that a home is free for a stay, as search and quotes ask it: what a claim would find. Two probes,
 * because each has an index of its own (those of the two exclusion constraints): nights in any use, and stays that
 * come within each other's days of preparation, this one's included. `offset 0` keeps them probes, home by home: the
 * planner would rather read the calendars of every home.
 */
export const isFree = ({
  listingId,
  checkIn,
  checkOut,
  preparationDays,
  now,
}: AvailabilityTerms): string => `not exists (
    select from occupancy o where o.listing_id = ${listingId} and o.nights && daterange(${checkIn}, ${checkOut})
      and (o.kind <> 'hold' or o.expires_at > ${now}) offset 0
  ) and not exists (
    select from occupancy o where o.listing_id = ${listingId}
      and o.occupied && daterange(${checkIn}, ${checkOut} + ${preparationDays})
      and o.kind in ('hold', 'booking') and (o.kind <> 'hold' or o.expires_at > ${now}) offset 0
  )`;
