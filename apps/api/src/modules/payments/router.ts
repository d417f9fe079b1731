import { read, writeAtProvider } from "../../platform/route.ts";
import { getPayment } from "./get-payment.ts";
import { listRefunds } from "./refunds/list-refunds.ts";
import { refundPayment } from "./refunds/refund-payment.ts";
import { startPayment } from "./start-payment.ts";

export const paymentsRouter = {
  start: writeAtProvider(startPayment, "POST /payments", { created: ({ payment }) => `/payments/${payment.id}` }),
  get: read(getPayment, "GET /payments/{paymentId}"),
  refund: writeAtProvider(refundPayment, "POST /payments/{paymentId}/refunds", {
    created: ({ paymentId }) => `/payments/${paymentId}/refunds`,
  }),
  refunds: read(listRefunds, "GET /payments/{paymentId}/refunds"),
};
