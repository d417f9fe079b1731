import type { Operation } from "../context.ts";
import { balanceOperations } from "./balance.ts";

export const connectOperations: readonly Operation[] = [...balanceOperations];
