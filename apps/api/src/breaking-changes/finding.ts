/** One way in which the new contract breaks who relies on the old one. */
export interface Finding {
  /** What a changeset names: an action (`bookings.create`) or a type (`Booking`). */
  readonly subject: string;
  /** A sentence without a subject, for example `input /guests/adults is required now`. */
  readonly change: string;
}
