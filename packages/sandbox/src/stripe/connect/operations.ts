import type { Operation } from "../context.ts";
import { accountLinkOperations } from "./account-links.ts";
import { accountOperations } from "./accounts.ts";
import { balanceOperations } from "./balance.ts";
import { bankAccountOperations } from "./bank-accounts.ts";
import { payoutOperations } from "./payouts.ts";
import { reversalOperations } from "./reversals.ts";
import { topupOperations } from "./topups.ts";
import { transferOperations } from "./transfers.ts";

export const connectOperations: readonly Operation[] = [
  ...accountOperations,
  ...accountLinkOperations,
  ...bankAccountOperations,
  ...transferOperations,
  ...reversalOperations,
  ...payoutOperations,
  ...topupOperations,
  ...balanceOperations,
];
