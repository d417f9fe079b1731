export { notificationQueues } from "./jobs.ts";
export {
  bookingFactsPort,
  chargebackFactsPort,
  mailerPort,
  payoutAccountFactsPort,
  payoutFactsPort,
  receiptLinkPort,
  refundFactsPort,
  verificationTokenPort,
} from "./ports.ts";
