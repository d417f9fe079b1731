import { SignedIn, VerifyEmailInput } from "@roost/contract";
import { command } from "../../platform/action.ts";
import { AppError } from "../../platform/errors.ts";
import { anyone } from "../../platform/policies.ts";
import type { Sql } from "../../platform/sql.ts";
import { confirmUser } from "../users/index.ts";
import { createSession } from "./sessions.ts";
import { tokenHash } from "./token-hash.ts";

export const verifyEmail = command({
  name: "auth.verifyEmail",
  summary: "Confirms an address by the token from the mail, once and within 24 hours, and signs in.",
  input: VerifyEmailInput,
  output: SignedIn,
  secret: true,
  load: ({ sql }, { token }) => lockOwner(sql, token),
  may: anyone,
  async run(scope, { token }, { id }) {
    const { sql, now } = scope;
    const spent = await spendToken(sql, token);
    const user = spent && (await confirmUser(sql, id, now));
    if (!user) throw new AppError("auth.token_invalid");
    scope.emit("user.verified", { userId: id });
    return { user, session: await createSession(sql, id) };
  },
});

/** The person comes first and the token second, as in a sign-up: the two never wait for each other in a circle. */
async function lockOwner(sql: Sql, token: string): Promise<{ readonly id: string }> {
  const owner = await sql.one<{ id: string }>("email_token_owner", ownerText, [tokenHash(token)]);
  if (!owner) throw new AppError("auth.token_invalid");
  return owner;
}

/** Asks again, because a sign-up or the same link may have been faster; the person's other links die with this one. */
const spendToken = async (sql: Sql, token: string): Promise<boolean> =>
  (await sql.one("email_token_spend", spendText, [tokenHash(token)])) !== undefined;

const ownerText = `
  select u.id from email_token t join app_user u on u.id = t.user_id
  where t.token_hash = $1 and t.used_at is null and t.expires_at > now() for no key update of u`;

const spendText = `
  with spent as (
    update email_token set used_at = now()
    where token_hash = $1 and used_at is null and expires_at > now() returning user_id
  ), others as (
    delete from email_token t using spent where t.user_id = spent.user_id and t.token_hash <> $1
  )
  select user_id from spent`;
