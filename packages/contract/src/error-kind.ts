/** What one kind of failure is on every surface. */
export interface ErrorKind {
  /** The HTTP status of REST, and of a tRPC call that is not batched. */
  readonly http: number;
  /** The tRPC error key. */
  readonly trpc: TrpcErrorKey;
  /** One sentence for people, the same for every occurrence. */
  readonly title: string;
  /** Whether the same request may succeed when it is sent again unchanged. */
  readonly retryable: boolean;
}

/** tRPC's names for kinds of errors, as far as Roost uses them. */
export type TrpcErrorKey =
  | "BAD_REQUEST"
  | "UNAUTHORIZED"
  | "PAYMENT_REQUIRED"
  | "FORBIDDEN"
  | "NOT_FOUND"
  | "METHOD_NOT_SUPPORTED"
  | "TIMEOUT"
  | "CONFLICT"
  | "PRECONDITION_FAILED"
  | "PAYLOAD_TOO_LARGE"
  | "UNSUPPORTED_MEDIA_TYPE"
  | "UNPROCESSABLE_CONTENT"
  | "TOO_MANY_REQUESTS"
  | "INTERNAL_SERVER_ERROR"
  | "SERVICE_UNAVAILABLE";

/** A row of a table of errors. */
export const kind = <const K extends ErrorKind>(value: K) => value;
