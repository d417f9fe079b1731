// Generated from the contract's error table and problem type by `pnpm generate`.

/** Every error code of the API: its HTTP status, whether the same call may succeed later, and a sentence for people. */
export const errorTable = {
  "request.invalid": { http: 400, retryable: false, title: "The request is not valid." },
  "request.too_large": { http: 413, retryable: false, title: "The request body is too large." },
  "request.unsupported_media_type": { http: 415, retryable: false, title: "The content type is not supported; send application/json." },
  "request.method_not_allowed": { http: 405, retryable: false, title: "This method is not allowed here." },
  "auth.required": { http: 401, retryable: false, title: "Sign in first." },
  "auth.invalid_credentials": { http: 401, retryable: false, title: "The e-mail address or the password is wrong." },
  "auth.session_invalid": { http: 401, retryable: false, title: "This session has ended. Sign in again." },
  "auth.email_unverified": { http: 403, retryable: false, title: "Confirm the e-mail address first." },
  "auth.step_up_required": { http: 403, retryable: false, title: "Sign in again first: this needs a session that began just now." },
  "auth.token_invalid": { http: 422, retryable: false, title: "This link has been used or is no longer valid." },
  "auth.cross_site": { http: 403, retryable: false, title: "A cookie session may not be used from another site." },
  "permission.denied": { http: 403, retryable: false, title: "You may not do this." },
  "not_found": { http: 404, retryable: false, title: "There is no such thing." },
  "idempotency.required": { http: 400, retryable: false, title: "This action needs an Idempotency-Key." },
  "idempotency.running": { http: 409, retryable: true, title: "The first request with this key is still running." },
  "idempotency.mismatch": { http: 422, retryable: false, title: "This key was used with another request." },
  "idempotency.secret_not_replayed": { http: 409, retryable: false, title: "This request was done, and its answer holds a secret that is not kept." },
  "user.not_host": { http: 403, retryable: false, title: "Become a host first." },
  "listing.state": { http: 409, retryable: false, title: "The listing's status does not allow this." },
  "listing.version_changed": { http: 412, retryable: false, title: "The listing has been changed since this version." },
  "listing.has_future_stays": { http: 409, retryable: false, title: "Guests are staying in this home, or will be." },
  "feed.exists": { http: 409, retryable: false, title: "The home reads this calendar already." },
  "feed.limit": { http: 409, retryable: false, title: "The home reads 20 calendars already; remove one first." },
  "stay.invalid_range": { http: 422, retryable: false, title: "The check-out must be after the check-in." },
  "stay.rule": { http: 422, retryable: false, title: "The stay breaks a rule of this home." },
  "quote.expired": { http: 409, retryable: false, title: "The quote has expired." },
  "quote.used": { http: 409, retryable: false, title: "The quote has been booked already." },
  "quote.currency_unavailable": { http: 422, retryable: false, title: "This stay cannot be paid in this currency." },
  "booking.dates_unavailable": { http: 409, retryable: false, title: "The dates are taken." },
  "booking.own_listing": { http: 403, retryable: false, title: "You cannot book your own home." },
  "booking.state": { http: 409, retryable: false, title: "The booking's state does not allow this." },
  "payment.declined": { http: 402, retryable: false, title: "The payment was declined." },
  "payment.state": { http: 409, retryable: false, title: "The payment's status does not allow this." },
  "payment.method_invalid": { http: 422, retryable: false, title: "The payment provider does not accept this payment method." },
  "payment.provider_unavailable": { http: 503, retryable: true, title: "The payment provider does not answer; the payment goes on and its result follows." },
  "refund.too_much": { http: 409, retryable: false, title: "So much is not left to be refunded." },
  "refund.invalid": { http: 422, retryable: false, title: "The refund breaks a rule." },
  "payment.disputed": { http: 409, retryable: false, title: "The guest's bank has taken this payment back, or decides whether to; it cannot be refunded." },
  "chargeback.state": { http: 409, retryable: false, title: "The chargeback's status does not allow this." },
  "chargeback.refused": { http: 422, retryable: false, title: "The payment provider does not accept this for the chargeback." },
  "payout_account.state": { http: 409, retryable: false, title: "There is a payout account already; this would need another one." },
  "payout_account.country": { http: 422, retryable: false, title: "The payment provider opens no account there." },
  "payout.state": { http: 409, retryable: false, title: "The payout's status does not allow this." },
  "webhook.signature": { http: 400, retryable: false, title: "The signature does not match." },
  "review.state": { http: 409, retryable: false, title: "This stay cannot be reviewed now." },
  "review.exists": { http: 409, retryable: false, title: "You have reviewed this stay already." },
  "photo.not_uploaded": { http: 409, retryable: false, title: "There is no file yet: send it to the upload's address first." },
  "photo.invalid": { http: 422, retryable: false, title: "The file is not what was announced." },
  "photo.too_many": { http: 409, retryable: false, title: "A home has at most 40 photos; remove one first." },
  "upload.link_invalid": { http: 403, retryable: false, title: "This upload address is not valid, or not any more. Ask for a new one." },
  "storage.unavailable": { http: 503, retryable: true, title: "The store for files does not answer. Try again shortly." },
  "rate.limited": { http: 429, retryable: true, title: "Too many requests. Wait, then try again." },
  "service.unavailable": { http: 503, retryable: true, title: "The service is busy or restarting. Try again shortly." },
  "internal": { http: 500, retryable: true, title: "Something went wrong on our side." },
} as const;

/** A code that the API answers with. */
export type ErrorCode = keyof typeof errorTable;

/** One thing that is wrong with a request: the place, the rule, and a sentence for people. */
export interface Issue {
  /** JSON pointer (RFC 6901) into the request's input, for example `/guests/adults`. */
  readonly pointer: string;
  /** The broken rule, for example `required`, `unknown_field`, `too_small`. */
  readonly code: string;
  readonly detail: string;
}

/** Facts about a refusal that a program can act on, for example `{ freshQuoteId }`. */
export type ProblemDetails = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** RFC 9457 problem details: the body of every refused REST call, and `data.problem` of a tRPC error. */
export interface Problem {
  /** A page about this code, served by the API. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** `urn:request:<request id>`, the same id as in the X-Request-Id header and in the log. */
  readonly instance: string;
  readonly code: ErrorCode;
  readonly errors?: readonly Issue[];
  readonly details?: ProblemDetails;
  /** Seconds after which a retry makes sense; also in the Retry-After header. */
  readonly retryAfter?: number;
}
