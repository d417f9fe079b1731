import { subject } from "../events/subject.ts";
import { assertTaken, gatewayPort } from "../gateway.ts";
import { applyBankPayout } from "./apply-bank-payout.ts";
import { applyTransferState } from "./apply-transfer-state.ts";
import { BankPayoutState, TransferState } from "./payout-gateway.ts";
import { lockPayout } from "./payout-row.ts";

/** A transfer that was made by hand, at the provider, is none of ours: reconciliation shows it. */
export const transferSubject = subject({
  seen: TransferState,
  async fetch({ house }, ref) {
    const state = await gatewayPort.from({ house }).retrieveTransfer(ref);
    assertTaken(state);
    return state;
  },
  lock: async (scope, { payoutId }) => (payoutId === null ? undefined : lockPayout(scope, payoutId)),
  apply: applyTransferState,
});

/** A payout that the host asked for himself, at the provider, is none of ours either. */
export const bankPayoutSubject = subject({
  seen: BankPayoutState,
  async fetch({ house }, ref, account) {
    if (account === null) throw new Error(`${ref} is a payout of our own`);
    const state = await gatewayPort.from({ house }).retrieveBankPayout(ref, account);
    assertTaken(state);
    return state;
  },
  lock: async (scope, { payoutId }) => (payoutId === null ? undefined : lockPayout(scope, payoutId)),
  apply: (scope, { payout }, state) => applyBankPayout(scope, payout, state),
});
