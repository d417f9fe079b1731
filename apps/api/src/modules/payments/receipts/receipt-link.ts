import { createHmac, timingSafeEqual } from "node:crypto";

const signatureBytes = 16;

/**
 * The address of a receipt for whoever was sent it, without signing in. It never expires, as people keep receipts for
 * years, and shows what the guest sees and nothing else. A new ROOST_SECRET makes all of them void.
 */
export const receiptLink = (origin: string, secret: string, paymentId: string): string =>
  `${origin}/receipts/${receiptToken(secret, paymentId)}`;

export function receiptToken(secret: string, paymentId: string): string {
  const id = Buffer.from(paymentId.replaceAll("-", ""), "hex").toString("base64url");
  return `${id}.${sign(secret, id)}`;
}

/** The payment that a token was made for; undefined where it was not made by us. */
export function readReceiptToken(secret: string, token: string): string | undefined {
  const [id = ""] = token.split(".", 1);
  // As text, not as bytes: base64 reads several texts as the same bytes.
  const given = Buffer.from(token.slice(id.length));
  const right = Buffer.from(`.${sign(secret, id)}`);
  if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
  return Buffer.from(id, "base64url")
    .toString("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

const sign = (secret: string, id: string): string =>
  createHmac("sha256", secret).update(`receipt\n${id}`).digest().subarray(0, signatureBytes).toString("base64url");
