import { kind } from "./error-kind.ts";

/** What can be wrong with a photo and its file. */
export const photoErrors = {
  "photo.not_uploaded": kind({
    http: 409,
    trpc: "CONFLICT",
    title: "There is no file yet: send it to the upload's address first.",
    retryable: false,
  }),
  "photo.invalid": kind({
    http: 422,
    trpc: "UNPROCESSABLE_CONTENT",
    title: "The file is not what was announced.",
    retryable: false,
  }),
  "photo.too_many": kind({
    http: 409,
    trpc: "CONFLICT",
    title: "A home has at most 40 photos; remove one first.",
    retryable: false,
  }),
  "upload.link_invalid": kind({
    http: 403,
    trpc: "FORBIDDEN",
    title: "This upload address is not valid, or not any more. Ask for a new one.",
    retryable: false,
  }),
  "storage.unavailable": kind({
    http: 503,
    trpc: "SERVICE_UNAVAILABLE",
    title: "The store for files does not answer. Try again shortly.",
    retryable: true,
  }),
} as const;
