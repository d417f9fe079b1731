import type { LineItem } from "@roost/contract";

/** What the host gets of a price, in minor units: what is paid to him, less what he pays. Source: the price's lines. */
export const earningsOf = (lineItems: readonly LineItem[]): number =>
  lineItems.reduce((sum, { payer, payee, amount }) => {
    if (payee === "host") return sum + amount.amount;
    return payer === "host" ? sum - amount.amount : sum;
  }, 0);
