import type { Sql } from "../../platform/sql.ts";

export interface SignUp {
  /** The id of its mail. */
  readonly id: string;
  readonly userId: string;
  readonly passwordHash: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** Keeps what one sign-up typed in apart from all others of the address, until its own link is followed. */
export const keepSignUp = (sql: Sql, signUp: SignUp): Promise<number> =>
  sql.run("sign_up_keep", keepText, [signUp.id, signUp.userId, signUp.passwordHash, signUp.firstName, signUp.lastName]);

// The newest password opens nothing yet: it only lets a sign-in say that the address is not confirmed.
const keepText = `
  with kept as (
    insert into sign_up (id, user_id, password_hash, first_name, last_name, created_at)
    values ($1, $2, $3, $4, $5, now())
  )
  insert into password (user_id, hash, changed_at) values ($2, $3, now())
  on conflict (user_id) do update set hash = excluded.hash, changed_at = excluded.changed_at`;
