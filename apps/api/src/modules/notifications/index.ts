export { notificationQueues } from "./jobs.ts";
export { type BookingFacts, bookingFactsPort, mailerPort, verificationTokenPort } from "./ports.ts";
