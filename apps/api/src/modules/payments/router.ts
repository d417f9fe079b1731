import { read, writeAtProvider } from "../../platform/route.ts";
import { getPayment } from "./get-payment.ts";
import { startPayment } from "./start-payment.ts";

export const paymentsRouter = {
  start: writeAtProvider(startPayment, "POST /payments", { created: ({ payment }) => `/payments/${payment.id}` }),
  get: read(getPayment, "GET /payments/{paymentId}"),
};
