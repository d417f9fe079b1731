import { hash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";

/**
 * The strong tag of a JSON answer: a hash of its bytes, since a host and a stranger get different ones of the same
 * home. The version of what has one stands before it, so that the tag can be sent back as If-Match.
 */
export function etagOf(output: unknown, body: string): string {
  const digest = hash("sha256", body, "base64url").slice(0, digestCharacters);
  const version: unknown = typeof output === "object" && output !== null ? Reflect.get(output, "version") : undefined;
  return typeof version === "number" ? `"${version}-${digest}"` : `"${digest}"`;
}

// 132 bits.
const digestCharacters = 22;

/** Whether the caller has this answer already: RFC 9110, by the weak comparison. */
export function isKnown(request: FastifyRequest, etag: string): boolean {
  const { "if-none-match": header } = request.headers;
  if (header === undefined) return false;
  if (header.trim() === "*") return true;
  return header.match(/"[^"]*"/g)?.includes(etag) === true;
}

/**
 * How an answer may be kept: in the caller's own cache alone, and asked for again each time. A home that was changed
 * is never old to its host, and whoever signs in does not see what he saw as a stranger.
 */
export function keepPrivately(reply: FastifyReply): void {
  reply.header("cache-control", "private, max-age=0, must-revalidate");
  varyOn(reply, "authorization, cookie");
}

/** The answer depends on these request headers, too. */
export function varyOn(reply: FastifyReply, names: string): void {
  const varies = reply.getHeader("vary");
  reply.header("vary", varies === undefined ? names : `${String(varies)}, ${names}`);
}
