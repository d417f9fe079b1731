import { z } from "zod";
import { assertThere } from "../../../platform/assert-found.ts";
import { subject } from "../events/subject.ts";
import { assertTaken, gatewayPort } from "../gateway.ts";
import { findAccount, lockPayee, type PayoutAccountRow } from "./account-row.ts";
import { applyAccountState } from "./apply-account-state.ts";
import { PayoutAccountState } from "./payout-gateway.ts";

/** An account as it was fetched; `version` is that of our row before. */
const SeenAccount = z.object({ state: PayoutAccountState, version: z.int().nullable() });

export const payoutAccountSubject = subject({
  seen: SeenAccount,
  async fetch({ house, sql }, ref) {
    const before = await sql.one<{ version: number }>(
      "payout_account_version",
      "select version from payout_account where provider_ref = $1",
      [ref],
    );
    const state = await gatewayPort.from({ house }).retrievePayoutAccount(ref);
    assertTaken(state);
    return { state, version: before?.version ?? null };
  },
  async lock(scope, { state: { accountId, accountRef } }): Promise<PayoutAccountRow | undefined> {
    if (accountId === null) return undefined;
    const found = await findAccount(scope.sql, accountId);
    assertThere(found, `${accountRef} is an account that is not known`);
    await lockPayee(scope.sql, found.user_id);
    return findAccount(scope.sql, accountId);
  },
  /** States of an account have no order of their own: one from before a change would undo it. */
  async apply(scope, row, { state, version }) {
    if (version !== null && version !== row.version) {
      throw new Error(`${state.accountRef} changed while the provider was asked`);
    }
    await applyAccountState(scope, row, state);
  },
});
