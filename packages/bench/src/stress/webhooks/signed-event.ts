import { createHmac } from "node:crypto";

/** An event as Stripe posts it, as HTTP text: signed over its raw body. */
export function signedEvent(path: string, event: object, secret: string): string {
  const body = JSON.stringify(event);
  const at = Math.floor(Date.now() / 1000);
  const signature = createHmac("sha256", secret).update(`${at}.${body}`).digest("hex");
  return [
    `POST ${path} HTTP/1.1`,
    "host: 127.0.0.1",
    "content-type: application/json",
    `content-length: ${Buffer.byteLength(body)}`,
    `stripe-signature: t=${at},v1=${signature}`,
    "",
    body,
  ].join("\r\n");
}
