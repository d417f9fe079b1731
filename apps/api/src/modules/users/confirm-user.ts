import type { User } from "@roost/contract";
import type { Sql } from "../../platform/sql.ts";
import { userColumns } from "./user.ts";

/** Marks an active user's address as his own; undefined where it was already, or where he is not active. */
export const confirmUser = (sql: Sql, userId: string, now: Date): Promise<User | undefined> =>
  sql.one<User>(
    "user_confirm",
    `update app_user set email_verified_at = $2
     where id = $1 and email_verified_at is null and status = 'active' returning ${userColumns}`,
    [userId, now],
  );
