import type pg from "pg";
import { copyStripeList, makeStripeTable, type StripeAddress } from "../stripe-lists.ts";

/** The payments, refunds and charges that Stripe has on its books. */
export async function copyStripeRecords(client: pg.Client, stripe: StripeAddress): Promise<void> {
  await makeStripeTable(client);
  for (const path of ["/v1/payment_intents", "/v1/refunds"]) await copyStripeList(client, stripe, { path });
  for (const type of ["charge.succeeded", "charge.failed"]) {
    await copyStripeList(client, stripe, { path: `/v1/events?type=${type}` });
  }
}
