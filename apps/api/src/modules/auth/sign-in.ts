import { SignedIn, SignInInput, type User } from "@roost/contract";
import { command } from "../../platform/action.ts";
import { AppError } from "../../platform/errors.ts";
import type { Sql } from "../../platform/sql.ts";
import { userColumns } from "../users/index.ts";
import { hashPassword, isOutdated, verifyPassword } from "./passwords.ts";
import { createSession } from "./sessions.ts";

/** What the password was checked against, and its successor where today's cost is another. */
interface Proof {
  readonly userId: string;
  readonly hash: string;
  readonly newHash: string | undefined;
}

interface Account {
  readonly id: string;
  readonly user: User;
  readonly proof: Proof;
}

export const signIn = command({
  name: "auth.signIn",
  summary: "Begins a session by address and password.",
  input: SignInInput,
  output: SignedIn,
  secret: true,
  async prepare({ sql }, { email, password }): Promise<Proof> {
    const stored = await sql.one<{ userId: string; hash: string }>("password_by_email", passwordText, [email]);
    const right = await verifyPassword(password, stored?.hash);
    if (!stored || !right) throw new AppError("auth.invalid_credentials");
    return { ...stored, newHash: isOutdated(stored.hash) ? await hashPassword(password) : undefined };
  },
  load: ({ sql }, _input, proof) => findAccount(sql, proof),
  may: (_actor, { user }) => user.emailVerified || new AppError("auth.email_unverified"),
  async run({ sql }, _input, { user, proof }) {
    if (proof.newHash !== undefined) await replaceHash(sql, proof, proof.newHash);
    return { user, session: await createSession(sql, user.id) };
  },
});

/** The person now: hashing took its time, and the password or the account may have changed meanwhile. */
async function findAccount(sql: Sql, proof: Proof): Promise<Account> {
  const user = await sql.one<User>("user_by_password", accountText, [proof.userId, proof.hash]);
  if (!user) throw new AppError("auth.invalid_credentials");
  return { id: user.id, user, proof };
}

const replaceHash = (sql: Sql, { userId, hash }: Proof, newHash: string): Promise<number> =>
  sql.run("password_rehash", "update password set hash = $3 where user_id = $1 and hash = $2", [userId, hash, newHash]);

const passwordText = `
  select p.user_id as "userId", p.hash from password p join app_user u on u.id = p.user_id where u.email = $1`;

const accountText = `
  select ${userColumns} from app_user join password on password.user_id = app_user.id
  where app_user.id = $1 and password.hash = $2 and app_user.status = 'active'`;
