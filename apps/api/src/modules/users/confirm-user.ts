import type { User } from "@roost/contract";
import type { Sql } from "../../platform/sql.ts";
import { userColumns } from "./user.ts";

export interface Confirmation {
  /** The names of the sign-up that is confirmed. */
  readonly firstName: string;
  readonly lastName: string;
  readonly now: Date;
}

/** Marks an active user's address as his own; undefined where it was already, or where he is not active. */
export const confirmUser = (
  sql: Sql,
  userId: string,
  { firstName, lastName, now }: Confirmation,
): Promise<User | undefined> =>
  sql.one<User>(
    "user_confirm",
    `update app_user set email_verified_at = $2, first_name = $3, last_name = $4
     where id = $1 and email_verified_at is null and status = 'active' returning ${userColumns}`,
    [userId, now, firstName, lastName],
  );
