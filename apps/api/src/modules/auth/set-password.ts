import type { Sql } from "../../platform/sql.ts";

/** The password of an account whose address is confirmed now: sign-ups still waiting, and their links, die. */
export const setPassword = (sql: Sql, userId: string, hash: string): Promise<number> =>
  sql.run(
    "password_set",
    `with others as (delete from sign_up where user_id = $1)
     insert into password (user_id, hash, changed_at) values ($1, $2, now())
     on conflict (user_id) do update set hash = excluded.hash, changed_at = excluded.changed_at`,
    [userId, hash],
  );
