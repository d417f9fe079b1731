import type { z } from "zod";
import type { ProviderWork } from "../../platform/action.ts";
import { captureWork } from "./capture-payment.ts";
import { acceptWork } from "./chargebacks/accept-chargeback.ts";
import { evidenceWork } from "./chargebacks/submit-evidence.ts";
import { voidPayment } from "./close-payment.ts";
import { bankPayoutWork } from "./payouts/bank-payout-work.ts";
import { onboardingWork } from "./payouts/onboarding-work.ts";
import { reversalWork } from "./payouts/reversal-work.ts";
import { transferWork } from "./payouts/transfer-work.ts";
import { refundWork } from "./refunds/refund-work.ts";
import { chargePayment } from "./start-payment.ts";

export { type BooksGateway, booksPort } from "./books/books-gateway.ts";
export { reconcile } from "./books/reconcile.ts";
export { booksAdminRouter } from "./books/router.ts";
export { booksSweep } from "./books/sweep.ts";
export { type Verified, verifyLedger } from "./books/verify/verify-ledger.ts";
export { findCaptureDeadline } from "./capture-deadline.ts";
export { capturePayment } from "./capture-payment.ts";
export { findChargebackFacts } from "./chargebacks/chargeback-facts.ts";
export { closePayment } from "./close-payment.ts";
export { earnPayment } from "./earn-payment.ts";
export { applyEvent } from "./events/apply-event.ts";
export { eventListPort } from "./events/event-list.ts";
export { findLostEvents, lostEventsSweep } from "./events/find-lost-events.ts";
export { paymentQueues } from "./events/jobs.ts";
export { applyEventQueue, receiveEvent } from "./events/receive-event.ts";
export { replayEvents } from "./events/replay-events.ts";
export { trimDecimal } from "./fx/decimal.ts";
export { findExchangeRate } from "./fx/find-exchange-rate.ts";
export { presentPrice } from "./fx/present-price.ts";
export { rateRefresh } from "./fx/refresh-rates.ts";
export { type Gateway, gatewayPort } from "./gateway.ts";
export { openPayment } from "./open-payment.ts";
export type { PaymentLine } from "./payment-lines.ts";
export { findPayoutAccountFacts, findPayoutFacts } from "./payouts/payout-facts.ts";
export { payoutsAdminRouter } from "./payouts/router.ts";
export { schedulePayout } from "./payouts/schedule-payout.ts";
export { issueInvoiceQueue } from "./receipts/jobs.ts";
export { openReceipt } from "./receipts/open-receipt.ts";
export { paidForPort } from "./receipts/paid-for-port.ts";
export { receiptLink } from "./receipts/receipt-link.ts";
export { receiptPage } from "./receipts/receipt-page.ts";
export { findRefundFacts } from "./refunds/refund-facts.ts";
export { refundRest } from "./refunds/refund-rest.ts";
export { paymentsRouter } from "./router.ts";
export { lockReferencePort } from "./store.ts";
export { createStripeBooks, createStripeEventList, createStripeGateway } from "./stripe/stripe.ts";
export { paymentSweeps } from "./sweeps.ts";

/** What a sweep can finish after a crash. */
export const paymentWorks: readonly ProviderWork<z.ZodObject, unknown>[] = [
  chargePayment,
  captureWork,
  voidPayment,
  refundWork,
  evidenceWork,
  acceptWork,
  onboardingWork,
  transferWork,
  reversalWork,
  bankPayoutWork,
];
