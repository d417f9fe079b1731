import { AppError } from "./errors.ts";

/** The SQLSTATE of an error, whichever way it came: from pg itself, or wrapped by Prisma's adapter. */
export function sqlStateOf(error: unknown): string | undefined {
  const own = property(error, "code");
  if (typeof own === "string" && /^[0-9A-Z]{5}$/.test(own) && property(error, "severity") !== undefined) return own;
  const wrapped = property(property(property(property(error, "meta"), "driverAdapterError"), "cause"), "originalCode");
  return typeof wrapped === "string" ? wrapped : undefined;
}

/** True where the whole transaction may simply be run again. */
export const isSerializationFailure = (error: unknown): boolean => ["40001", "40P01"].includes(sqlStateOf(error) ?? "");

/** What a failure of the database means to a caller; anything that is not one comes back unchanged. */
export function fromDatabase(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const state = sqlStateOf(error);
  if (state === undefined) return isConnectionFailure(error) ? unavailable(error) : error;
  if (state === "22021" || state === "22P05") {
    return new AppError("request.invalid", { detail: "Text must not contain NUL characters.", cause: error });
  }
  if (isSerializationFailure(error)) return unavailable(error);
  return transient.some((prefix) => state.startsWith(prefix)) ? unavailable(error) : error;
}

// connection exception, insufficient resources, operator intervention (shutdown, cancel, timeout), lock timeout
const transient = ["08", "53", "57", "55P03", "25P03", "25006"];

const connectionFailures = [
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "Connection terminated",
  "timeout exceeded when trying to connect",
  "Query read timeout",
  "Client has encountered a connection error",
  "Can't reach database server",
  "Cannot use a pool after calling end",
];

function isConnectionFailure(error: unknown): boolean {
  const texts = [property(error, "code"), property(error, "message")].filter((text) => typeof text === "string");
  return connectionFailures.some((sign) => texts.some((text) => text.includes(sign)));
}

const unavailable = (cause: unknown) => new AppError("service.unavailable", { cause, retryAfterSeconds: 1 });

function property(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && key in value ? Reflect.get(value, key) : undefined;
}
