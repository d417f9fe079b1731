export { notificationQueues } from "./jobs.ts";
export { bookingFactsPort, chargebackFactsPort, mailerPort, verificationTokenPort } from "./ports.ts";
