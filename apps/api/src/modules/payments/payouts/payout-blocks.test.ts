import type { PayoutBlock } from "@roost/contract";
import { expect, test } from "vitest";
import { type BlockFacts, blocksOf } from "./payout-blocks.ts";

const now = new Date("2026-12-01T12:00:00.000Z");
const free: BlockFacts = {
  now,
  account: { status: "enabled", held_until: null },
  isHeldByOperator: false,
  hasOpenChargeback: false,
  hasFailedRefund: false,
};

test.each<[string, Partial<BlockFacts>, readonly PayoutBlock[]]>([
  ["nothing is in the way", {}, []],
  ["there is no account", { account: undefined }, ["no_account"]],
  ["the provider wants to know more", { account: { status: "restricted", held_until: null } }, ["account_restricted"]],
  [
    "the account was changed",
    { account: { status: "enabled", held_until: "2026-12-01T12:00:00.001Z" } },
    ["account_hold"],
  ],
  ["the time after the change is over", { account: { status: "enabled", held_until: now.toISOString() } }, []],
  ["a bank decides", { hasOpenChargeback: true }, ["chargeback"]],
  ["a refund is owed", { hasFailedRefund: true }, ["refund"]],
  ["an operator looks into it", { isHeldByOperator: true }, ["operator"]],
  [
    "all at once",
    { account: undefined, hasOpenChargeback: true, isHeldByOperator: true },
    ["no_account", "chargeback", "operator"],
  ],
])("%s", (_what, change, blocks) => {
  expect(blocksOf({ ...free, ...change })).toEqual(blocks);
});
