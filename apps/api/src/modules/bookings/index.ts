export { findBookingFacts } from "./booking-facts.ts";
export { bookingSweeps } from "./jobs.ts";
export { bookingsRouter } from "./router.ts";
export { settlePayment } from "./settle-payment.ts";
export { findBooking, lockBooking } from "./store.ts";
