import type { Operation } from "../context.ts";
import { accountLinkOperations } from "./account-links.ts";
import { accountOperations } from "./accounts.ts";
import { balanceOperations } from "./balance.ts";
import { bankAccountOperations } from "./bank-accounts.ts";

export const connectOperations: readonly Operation[] = [
  ...accountOperations,
  ...accountLinkOperations,
  ...bankAccountOperations,
  ...balanceOperations,
];
