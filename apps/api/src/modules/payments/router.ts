import { read, writeAtProvider } from "../../platform/route.ts";
import { statement } from "./books/statement/statement.ts";
import { statementCsv } from "./books/statement/statement-csv.ts";
import { acceptChargeback } from "./chargebacks/accept-chargeback.ts";
import { getChargeback } from "./chargebacks/get-chargeback.ts";
import { listChargebacks } from "./chargebacks/list-chargebacks.ts";
import { submitEvidence } from "./chargebacks/submit-evidence.ts";
import { getPayment } from "./get-payment.ts";
import { listPayments } from "./list-payments.ts";
import { beginPayoutOnboarding } from "./payouts/begin-payout-onboarding.ts";
import { listPayouts } from "./payouts/list-payouts.ts";
import { payoutAccount } from "./payouts/payout-account.ts";
import { getReceipt } from "./receipts/get-receipt.ts";
import { receiptPage } from "./receipts/receipt-page.ts";
import { listRefunds } from "./refunds/list-refunds.ts";
import { refundPayment } from "./refunds/refund-payment.ts";
import { startPayment } from "./start-payment.ts";

export const paymentsRouter = {
  start: writeAtProvider(startPayment, "POST /payments", { created: ({ payment }) => `/payments/${payment.id}` }),
  list: read(listPayments, "GET /payments"),
  get: read(getPayment, "GET /payments/{paymentId}"),
  refund: writeAtProvider(refundPayment, "POST /payments/{paymentId}/refunds", {
    created: ({ paymentId }) => `/payments/${paymentId}/refunds`,
  }),
  refunds: read(listRefunds, "GET /payments/{paymentId}/refunds"),
  receipt: read(getReceipt, "GET /payments/{paymentId}/receipt", { also: { "text/html": receiptPage } }),
  chargebacks: read(listChargebacks, "GET /chargebacks"),
  chargeback: read(getChargeback, "GET /chargebacks/{chargebackId}"),
  submitEvidence: writeAtProvider(submitEvidence, "POST /chargebacks/{chargebackId}/evidence"),
  acceptChargeback: writeAtProvider(acceptChargeback, "POST /chargebacks/{chargebackId}/accept"),
  statement: read(statement, "GET /users/me/statement", { also: { "text/csv": statementCsv } }),
  payoutAccount: read(payoutAccount, "GET /users/me/payout-account"),
  beginPayoutOnboarding: writeAtProvider(beginPayoutOnboarding, "POST /users/me/payout-account"),
  payouts: read(listPayouts, "GET /payouts"),
};
