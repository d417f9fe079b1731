import type { z } from "zod";
import type { ProviderWork } from "../../platform/action.ts";
import { voidPayment } from "./close-payment.ts";
import { refundPayment } from "./refund-in-full.ts";
import { chargePayment } from "./start-payment.ts";

export { applyEvent } from "./apply-event.ts";
export { closePayment } from "./close-payment.ts";
export { earnPayment } from "./earn-payment.ts";
export { type Gateway, gatewayPort } from "./gateway.ts";
export { paymentQueues } from "./jobs.ts";
export { openPayment } from "./open-payment.ts";
export { applyEventQueue, receiveEvent } from "./receive-event.ts";
export { refundInFull } from "./refund-in-full.ts";
export { paymentsRouter } from "./router.ts";
export { lockReferencePort } from "./store.ts";
export { createStripeGateway } from "./stripe.ts";

/** What a sweep can finish after a crash. */
export const paymentWorks: readonly ProviderWork<z.ZodObject, unknown>[] = [chargePayment, voidPayment, refundPayment];
