import { kind } from "./error-kind.ts";
import { photoErrors } from "./photo-errors.ts";

export type { ErrorKind, TrpcErrorKey } from "./error-kind.ts";

/** Every error code of Roost: the code union, the renderers and the error pages are derived from this table. */
export const errorTable = {
  "request.invalid": kind({ http: 400, trpc: "BAD_REQUEST", title: "The request is not valid.", retryable: false }),
  "request.too_large": kind({
    http: 413,
    trpc: "PAYLOAD_TOO_LARGE",
    title: "The request body is too large.",
    retryable: false,
  }),
  "request.unsupported_media_type": kind({
    http: 415,
    trpc: "UNSUPPORTED_MEDIA_TYPE",
    title: "The content type is not supported; send application/json.",
    retryable: false,
  }),
  "request.method_not_allowed": kind({
    http: 405,
    trpc: "METHOD_NOT_SUPPORTED",
    title: "This method is not allowed here.",
    retryable: false,
  }),
  "auth.required": kind({ http: 401, trpc: "UNAUTHORIZED", title: "Sign in first.", retryable: false }),
  "auth.invalid_credentials": kind({
    http: 401,
    trpc: "UNAUTHORIZED",
    title: "The e-mail address or the password is wrong.",
    retryable: false,
  }),
  "auth.session_invalid": kind({
    http: 401,
    trpc: "UNAUTHORIZED",
    title: "This session has ended. Sign in again.",
    retryable: false,
  }),
  "auth.email_unverified": kind({
    http: 403,
    trpc: "FORBIDDEN",
    title: "Confirm the e-mail address first.",
    retryable: false,
  }),
  "auth.step_up_required": kind({
    http: 403,
    trpc: "FORBIDDEN",
    title: "Sign in again first: this needs a session that began just now.",
    retryable: false,
  }),
  "auth.token_invalid": kind({
    http: 422,
    trpc: "UNPROCESSABLE_CONTENT",
    title: "This link has been used or is no longer valid.",
    retryable: false,
  }),
  "auth.cross_site": kind({
    http: 403,
    trpc: "FORBIDDEN",
    title: "A cookie session may not be used from another site.",
    retryable: false,
  }),
  "permission.denied": kind({ http: 403, trpc: "FORBIDDEN", title: "You may not do this.", retryable: false }),
  not_found: kind({ http: 404, trpc: "NOT_FOUND", title: "There is no such thing.", retryable: false }),
  "idempotency.required": kind({
    http: 400,
    trpc: "BAD_REQUEST",
    title: "This action needs an Idempotency-Key.",
    retryable: false,
  }),
  "idempotency.running": kind({
    http: 409,
    trpc: "CONFLICT",
    title: "The first request with this key is still running.",
    retryable: true,
  }),
  "idempotency.mismatch": kind({
    http: 422,
    trpc: "UNPROCESSABLE_CONTENT",
    title: "This key was used with another request.",
    retryable: false,
  }),
  "idempotency.secret_not_replayed": kind({
    http: 409,
    trpc: "CONFLICT",
    title: "This request was done, and its answer holds a secret that is not kept.",
    retryable: false,
  }),
  "user.not_host": kind({ http: 403, trpc: "FORBIDDEN", title: "Become a host first.", retryable: false }),
  "listing.state": kind({
    http: 409,
    trpc: "CONFLICT",
    title: "The listing's status does not allow this.",
    retryable: false,
  }),
  "listing.version_changed": kind({
    http: 412,
    trpc: "PRECONDITION_FAILED",
    title: "The listing has been changed since this version.",
    retryable: false,
  }),
  "listing.has_future_stays": kind({
    http: 409,
    trpc: "CONFLICT",
    title: "Guests are staying in this home, or will be.",
    retryable: false,
  }),
  "feed.exists": kind({
    http: 409,
    trpc: "CONFLICT",
    title: "The home reads this calendar already.",
    retryable: false,
  }),
  "feed.limit": kind({
    http: 409,
    trpc: "CONFLICT",
    title: "The home reads 20 calendars already; remove one first.",
    retryable: false,
  }),
  "stay.invalid_range": kind({
    http: 422,
    trpc: "UNPROCESSABLE_CONTENT",
    title: "The check-out must be after the check-in.",
    retryable: false,
  }),
  "stay.rule": kind({
    http: 422,
    trpc: "UNPROCESSABLE_CONTENT",
    title: "The stay breaks a rule of this home.",
    retryable: false,
  }),
  "quote.expired": kind({ http: 409, trpc: "CONFLICT", title: "The quote has expired.", retryable: false }),
  "quote.used": kind({ http: 409, trpc: "CONFLICT", title: "The quote has been booked already.", retryable: false }),
  "quote.currency_unavailable": kind({
    http: 422,
    trpc: "UNPROCESSABLE_CONTENT",
    title: "This stay cannot be paid in this currency.",
    retryable: false,
  }),
  "booking.dates_unavailable": kind({ http: 409, trpc: "CONFLICT", title: "The dates are taken.", retryable: false }),
  "booking.own_listing": kind({
    http: 403,
    trpc: "FORBIDDEN",
    title: "You cannot book your own home.",
    retryable: false,
  }),
  "booking.state": kind({
    http: 409,
    trpc: "CONFLICT",
    title: "The booking's state does not allow this.",
    retryable: false,
  }),
  "payment.declined": kind({
    http: 402,
    trpc: "PAYMENT_REQUIRED",
    title: "The payment was declined.",
    retryable: false,
  }),
  "payment.state": kind({
    http: 409,
    trpc: "CONFLICT",
    title: "The payment's status does not allow this.",
    retryable: false,
  }),
  "payment.method_invalid": kind({
    http: 422,
    trpc: "UNPROCESSABLE_CONTENT",
    title: "The payment provider does not accept this payment method.",
    retryable: false,
  }),
  "payment.provider_unavailable": kind({
    http: 503,
    trpc: "SERVICE_UNAVAILABLE",
    title: "The payment provider does not answer; the payment goes on and its result follows.",
    retryable: true,
  }),
  "refund.too_much": kind({
    http: 409,
    trpc: "CONFLICT",
    title: "So much is not left to be refunded.",
    retryable: false,
  }),
  "refund.invalid": kind({
    http: 422,
    trpc: "UNPROCESSABLE_CONTENT",
    title: "The refund breaks a rule.",
    retryable: false,
  }),
  "payment.disputed": kind({
    http: 409,
    trpc: "CONFLICT",
    title: "The guest's bank has taken this payment back, or decides whether to; it cannot be refunded.",
    retryable: false,
  }),
  "chargeback.state": kind({
    http: 409,
    trpc: "CONFLICT",
    title: "The chargeback's status does not allow this.",
    retryable: false,
  }),
  "chargeback.refused": kind({
    http: 422,
    trpc: "UNPROCESSABLE_CONTENT",
    title: "The payment provider does not accept this for the chargeback.",
    retryable: false,
  }),
  "payout_account.state": kind({
    http: 409,
    trpc: "CONFLICT",
    title: "There is a payout account already; this would need another one.",
    retryable: false,
  }),
  "payout_account.country": kind({
    http: 422,
    trpc: "UNPROCESSABLE_CONTENT",
    title: "The payment provider opens no account there.",
    retryable: false,
  }),
  "payout.state": kind({
    http: 409,
    trpc: "CONFLICT",
    title: "The payout's status does not allow this.",
    retryable: false,
  }),
  "webhook.signature": kind({
    http: 400,
    trpc: "BAD_REQUEST",
    title: "The signature does not match.",
    retryable: false,
  }),
  "review.state": kind({
    http: 409,
    trpc: "CONFLICT",
    title: "This stay cannot be reviewed now.",
    retryable: false,
  }),
  "review.exists": kind({
    http: 409,
    trpc: "CONFLICT",
    title: "You have reviewed this stay already.",
    retryable: false,
  }),
  ...photoErrors,
  "rate.limited": kind({
    http: 429,
    trpc: "TOO_MANY_REQUESTS",
    title: "Too many requests. Wait, then try again.",
    retryable: true,
  }),
  "service.unavailable": kind({
    http: 503,
    trpc: "SERVICE_UNAVAILABLE",
    title: "The service is busy or restarting. Try again shortly.",
    retryable: true,
  }),
  internal: kind({
    http: 500,
    trpc: "INTERNAL_SERVER_ERROR",
    title: "Something went wrong on our side.",
    retryable: true,
  }),
} as const;

/** One of Roost's error codes, `<noun>.<reason>`. */
export type ErrorCode = keyof typeof errorTable;

/** True for a string that is one of Roost's error codes. */
export const isErrorCode = (value: unknown): value is ErrorCode =>
  typeof value === "string" && Object.hasOwn(errorTable, value);
