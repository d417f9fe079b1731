import { randomBytes } from "node:crypto";
import type { Sql } from "../../platform/sql.ts";
import { tokenHash } from "./token-hash.ts";

/** Makes the secret of a mail's link when the mail is sent: used once, 24 hours of real time, only its hash kept. */
export async function makeVerificationToken(sql: Sql, userId: string): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await sql.run("email_token_make", makeText, [tokenHash(token), userId]);
  return token;
}

const makeText = `
  with expired as (delete from email_token where user_id = $2 and expires_at <= now())
  insert into email_token (token_hash, user_id, expires_at) values ($1, $2, now() + interval '24 hours')`;
