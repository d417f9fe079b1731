import { RoostError } from "./errors.ts";

/** A session token or an API key, or a function that answers the present one (nothing when signed out). */
export type Token = string | (() => string | null | undefined | Promise<string | null | undefined>);

/** The headers of a request: who calls, and for a mutation the key that makes it happen once. */
export async function requestHeaders(token: Token | undefined, key?: unknown): Promise<Record<string, string>> {
  const bearer = await present(token);
  return {
    ...(bearer ? { authorization: `Bearer ${sendable(bearer, "token")}` } : {}),
    ...(typeof key === "string" ? { "idempotency-key": key } : {}),
  };
}

/** The caller's key, or a fresh one that all attempts of this call share. */
export function idempotencyKeyOf(context: Readonly<Record<string, unknown>> | undefined): string {
  const key = context?.idempotencyKey;
  if (key === undefined) return freshKey();
  if (typeof key !== "string" || key.length > 255) {
    throw new RoostError("client.request", { message: "An idempotency key is a string of 1 to 255 characters." });
  }
  return sendable(key, "idempotency key");
}

async function present(token: Token | undefined): Promise<string | null | undefined> {
  if (typeof token !== "function") return token;
  try {
    return await token();
  } catch (cause) {
    throw new RoostError("client.request", { message: "The token function failed.", cause });
  }
}

/** Fetch reports a bad header like a lost network, which would be tried again for nothing. */
function sendable(value: string, what: string): string {
  if (/^[\x21-\x7e]+$/.test(value)) return value;
  throw new RoostError("client.request", { message: `The ${what} must be printable ASCII without spaces.` });
}

/** Browsers have `randomUUID` only on https and localhost. */
function freshKey(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
