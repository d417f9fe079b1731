export { notificationQueues } from "./jobs.ts";
export {
  bookingFactsPort,
  chargebackFactsPort,
  mailerPort,
  receiptLinkPort,
  refundFactsPort,
  verificationTokenPort,
} from "./ports.ts";
