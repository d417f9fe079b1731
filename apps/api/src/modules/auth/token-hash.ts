import { createHash } from "node:crypto";

/** What is stored of a token: its SHA-256. Tokens are long and random, so a fast hash is enough. */
export const tokenHash = (token: string): Buffer => createHash("sha256").update(token).digest();
