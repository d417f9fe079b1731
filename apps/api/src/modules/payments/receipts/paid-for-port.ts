import type { Guests, LineItem, Presentment } from "@roost/contract";
import { Port } from "../../../platform/port.ts";
import type { Sql } from "../../../platform/sql.ts";

/** What a receipt tells about the thing that was paid for. */
export interface PaidFor {
  readonly listingTitle: string;
  readonly city: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly checkIn: string;
  readonly checkOut: string;
  readonly guests: Guests;
  /** The price; a payment's lines name theirs by their place. */
  readonly lineItems: readonly LineItem[];
  readonly presentment: Presentment;
}

/** Payments knows only an opaque reference: whoever owns it says what it is. */
export const paidForPort = new Port<(sql: Sql, reference: string) => Promise<PaidFor | undefined>>("payments.paidFor");
