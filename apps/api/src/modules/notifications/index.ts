export { notificationQueues } from "./jobs.ts";
export {
  bookingFactsPort,
  calendarClashFactsPort,
  chargebackFactsPort,
  mailerPort,
  payoutAccountFactsPort,
  payoutFactsPort,
  receiptLinkPort,
  refundFactsPort,
  verificationTokenPort,
} from "./ports.ts";
