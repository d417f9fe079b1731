import { read, write } from "../../platform/route.ts";
import { acceptBooking } from "./accept-booking.ts";
import { cancelBooking } from "./cancel-booking.ts";
import { createBooking } from "./create-booking.ts";
import { declineBooking } from "./decline-booking.ts";
import { getBooking } from "./get-booking.ts";
import { getQuote } from "./get-quote.ts";
import { listBookings } from "./list-bookings.ts";
import { quoteStay } from "./quote-stay.ts";

export const bookingsRouter = {
  quote: write(quoteStay, "POST /quotes", { created: ({ id }) => `/quotes/${id}` }),
  getQuote: read(getQuote, "GET /quotes/{quoteId}"),
  create: write(createBooking, "POST /bookings", { created: ({ id }) => `/bookings/${id}` }),
  get: read(getBooking, "GET /bookings/{bookingId}"),
  list: read(listBookings, "GET /bookings"),
  accept: write(acceptBooking, "POST /bookings/{bookingId}/accept"),
  decline: write(declineBooking, "POST /bookings/{bookingId}/decline"),
  cancel: write(cancelBooking, "POST /bookings/{bookingId}/cancel"),
};
