import { randomBytes } from "node:crypto";
import type { Sql } from "../../platform/sql.ts";
import { tokenHash } from "./token-hash.ts";

/**
 * Makes the secret of the link that confirms one sign-up, when its mail is sent: used once, 24 hours of real time,
 * only its hash kept.
 */
export async function makeVerificationToken(sql: Sql, signUpId: string): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const made = await sql.run("email_token_make", makeText, [tokenHash(token), signUpId]);
  if (made === 0) throw new Error(`the sign-up ${signUpId} waits for no confirmation`);
  return token;
}

const makeText = `
  insert into email_token (token_hash, sign_up_id, expires_at)
  select $1, s.id, now() + interval '24 hours' from sign_up s where s.id = $2 for key share`;
