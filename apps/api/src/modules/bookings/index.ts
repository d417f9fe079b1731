export { findBookingFacts } from "./booking-facts.ts";
export { createBooking } from "./create-booking.ts";
export { getBooking } from "./get-booking.ts";
export { bookingSweeps } from "./jobs.ts";
export { isGuestOfBooking } from "./policies.ts";
export { quoteStay } from "./quote-stay.ts";
export { bookingsRouter } from "./router.ts";
export { settlePayment } from "./settle-payment.ts";
export { type BookingRow, findBooking, lockBooking } from "./store.ts";
