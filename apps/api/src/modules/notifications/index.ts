export { notificationQueues } from "./jobs.ts";
export { bookingFactsPort, mailerPort, verificationTokenPort } from "./ports.ts";
