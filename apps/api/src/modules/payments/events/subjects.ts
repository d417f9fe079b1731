import { disputeSubject } from "../chargebacks/dispute-subject.ts";
import { payoutAccountSubject } from "../payouts/account-subject.ts";
import { bankPayoutSubject, transferSubject } from "../payouts/payout-subjects.ts";
import { refundSubject } from "../refunds/refund-subject.ts";
import { paymentSubject } from "./payment-subject.ts";
import type { Subjects } from "./subject.ts";

/** Everything at a provider whose events change something here. */
export const subjects: Subjects = {
  payment: paymentSubject,
  refund: refundSubject,
  dispute: disputeSubject,
  payout_account: payoutAccountSubject,
  transfer: transferSubject,
  bank_payout: bankPayoutSubject,
};
