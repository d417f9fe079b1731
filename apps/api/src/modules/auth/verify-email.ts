import { SignedIn, VerifyEmailInput } from "@roost/contract";
import { command } from "../../platform/action.ts";
import { AppError } from "../../platform/errors.ts";
import { anyone } from "../../platform/policies.ts";
import type { Sql } from "../../platform/sql.ts";
import { confirmUser } from "../users/index.ts";
import { createSession } from "./sessions.ts";
import { setPassword } from "./set-password.ts";
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
    const signUp = await takeSignUp(sql, token);
    const user = signUp && (await confirmUser(sql, id, { ...signUp, now }));
    if (!user) throw new AppError("auth.token_invalid");
    await setPassword(sql, id, signUp.passwordHash);
    scope.emit("user.verified", { userId: id });
    return { user, session: await createSession(sql, id) };
  },
});

/** The person comes first and the rest second, as in a sign-up: the two never wait for each other in a circle. */
async function lockOwner(sql: Sql, token: string): Promise<{ readonly id: string }> {
  const owner = await sql.one<{ id: string }>("sign_up_owner", ownerText, [tokenHash(token)]);
  if (!owner) throw new AppError("auth.token_invalid");
  return owner;
}

interface TakenSignUp {
  readonly passwordHash: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** Asks again, because another link of the person may have been faster. What is taken is this link's own sign-up. */
const takeSignUp = (sql: Sql, token: string): Promise<TakenSignUp | undefined> =>
  sql.one<TakenSignUp>("sign_up_take", takeText, [tokenHash(token)]);

const ownerText = `
  select u.id from email_token t join sign_up s on s.id = t.sign_up_id join app_user u on u.id = s.user_id
  where t.token_hash = $1 and t.expires_at > now() for no key update of u`;

const takeText = `
  delete from sign_up s using email_token t
  where t.token_hash = $1 and t.expires_at > now() and s.id = t.sign_up_id
  returning s.password_hash as "passwordHash", s.first_name as "firstName", s.last_name as "lastName"`;
