import { createHmac, timingSafeEqual } from "node:crypto";

const tokenBytes = 24;

/**
 * What opens a home's calendar without signing in. It follows from the link's version, so that it can be shown again
 * and is not stored; another version, or a new ROOST_SECRET, makes it void.
 */
export const calendarToken = (secret: string, listingId: string, version: number): string =>
  createHmac("sha256", secret)
    .update(`calendar\n${listingId}\n${version}`)
    .digest()
    .subarray(0, tokenBytes)
    .toString("base64url");

export function isCalendarToken(given: string, right: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}
