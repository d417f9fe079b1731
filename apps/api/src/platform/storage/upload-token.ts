import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { FileToCome } from "./storage.ts";

export interface SignedUpload extends FileToCome {
  /** Unix seconds. */
  readonly expires: number;
}

/** What one request may put where, signed: the folder's answer to a presigned address. */
export function writeUploadToken(secret: string, { key, contentType, bytes, expires }: SignedUpload): string {
  const body = Buffer.from(JSON.stringify([key, contentType, bytes, expires])).toString("base64url");
  return `${body}.${signatureOf(secret, body)}`;
}

/** Undefined for a token that was edited, that is not ours, or that has expired. */
export function readUploadToken(secret: string, token: string, now: Date): SignedUpload | undefined {
  const [body = ""] = token.split(".", 1);
  // As text, not as bytes: base64 reads several texts as the same bytes.
  const given = Buffer.from(token.slice(body.length));
  const right = Buffer.from(`.${signatureOf(secret, body)}`);
  if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
  const [key, contentType, bytes, expires] = Signed.parse(JSON.parse(Buffer.from(body, "base64url").toString()));
  return expires * 1000 > now.getTime() ? { key, contentType, bytes, expires } : undefined;
}

const Signed = z.tuple([z.string(), z.string(), z.number(), z.number()]);

const signatureOf = (secret: string, body: string): string =>
  createHmac("sha256", secret).update(`upload\n${body}`).digest("base64url");
