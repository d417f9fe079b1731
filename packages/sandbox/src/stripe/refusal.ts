import type { PaymentError, PaymentIntent } from "./objects.ts";

/** The `error` object of an answer, before it is given the addresses that explain it. */
export interface ErrorBody extends Partial<Omit<PaymentError, "type">> {
  readonly type: "api_error" | "card_error" | "idempotency_error" | "invalid_request_error";
  readonly message: string;
  readonly code?: string;
  readonly param?: string;
  readonly payment_intent?: PaymentIntent;
}

/** Thrown when a request is refused: everything that it did is rolled back. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: ErrorBody;
  /** Whether the operation had begun, so that its idempotency key keeps this answer. */
  readonly kept: boolean;

  constructor(status: number, body: ErrorBody, kept = false) {
    super(body.message);
    this.status = status;
    this.body = body;
    this.kept = kept;
  }
}

export function invalid(message: string, details: { code?: string; param?: string } = {}): Refusal {
  return new Refusal(400, { type: "invalid_request_error", message, ...details });
}

export function missingObject(name: string, id: string, param = "id"): Refusal {
  const message = `No such ${name}: '${id}'`;
  return new Refusal(404, { type: "invalid_request_error", code: "resource_missing", message, param });
}

export function unexpectedState(intent: PaymentIntent, message: string): Refusal {
  const code = "payment_intent_unexpected_state";
  return new Refusal(400, { type: "invalid_request_error", code, message, payment_intent: intent }, true);
}

export function errorAnswer(error: ErrorBody, requestId: string | null): object {
  const page = error.code === undefined ? {} : { doc_url: docUrl(error.code) };
  const log = requestId === null ? {} : { request_log_url: `https://dashboard.stripe.com/test/logs/${requestId}` };
  return { error: { ...error, ...page, ...log } };
}

export function docUrl(code: string): string {
  return `https://stripe.com/docs/error-codes/${code.replaceAll("_", "-")}`;
}
