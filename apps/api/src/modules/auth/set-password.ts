import type { Sql } from "../../platform/sql.ts";

/** The newest sign-up counts: links of earlier ones die with their password. */
export const setPassword = (sql: Sql, userId: string, hash: string): Promise<number> =>
  sql.run(
    "password_set",
    `with earlier as (delete from email_token where user_id = $1)
     insert into password (user_id, hash, changed_at) values ($1, $2, now())
     on conflict (user_id) do update set hash = excluded.hash, changed_at = excluded.changed_at`,
    [userId, hash],
  );
