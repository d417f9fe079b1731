import type { Payout, PayoutAccount } from "@roost/contract";
import type { Example } from "./example.ts";

const currency = "NOK";
const nok = (amount: number) => ({ amount, currency }) as const;

const account: PayoutAccount = {
  ...{ id: "0194f0a0-0000-7000-8000-0000000000e1", provider: "stripe", country: "NO", status: "onboarding" },
  ...{ requirements: [], bank: null, heldUntil: null, createdAt: "2026-12-01T09:00:00.000Z" },
};
const enabled: PayoutAccount = { ...account, status: "enabled", bank: { last4: "1234", currency } };
const reason = "The guest says that the home was not there.";

/** How Kari, the host of the story, is paid. */
export function payoutExamples(of: { bookingId: string; hostId: string }): Readonly<Record<string, Example>> {
  const payout: Payout = {
    ...{ id: "0194f0a0-0000-7000-8000-0000000000e2", bookingId: of.bookingId, payeeId: of.hostId, purpose: "stay" },
    ...{ status: "scheduled", blocks: [], holdReason: null, amount: null },
    ...{ netted: nok(0), transferred: nok(0), reversed: nok(0), dueAt: "2027-02-15T10:00:00.000Z", failureCode: null },
    ...{ createdAt: "2026-12-01T10:06:00.000Z", paidAt: null },
  };
  const { id: payoutId } = payout;
  return {
    "payments.payoutAccount": { input: {}, output: { account: enabled, replacement: null } },
    "payments.beginPayoutOnboarding": {
      input: { country: "NO" },
      output: {
        account,
        url: "https://connect.stripe.com/setup/e/acct_1example/aBcDeF",
        expiresAt: "2026-12-01T09:05:00.000Z",
      },
    },
    "payments.payouts": { input: { limit: 20 }, output: { data: [payout], nextCursor: null, hasMore: false } },
    "admin.payoutHold": {
      input: { payoutId, reason },
      output: { ...payout, status: "blocked", blocks: ["operator"], holdReason: reason },
    },
    "admin.payoutRelease": { input: { payoutId }, output: payout },
  };
}
