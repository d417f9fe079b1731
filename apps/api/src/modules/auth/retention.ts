import { retention } from "../../platform/retention.ts";
import type { Sql } from "../../platform/sql.ts";
import type { Sweep } from "../../platform/sweeps.ts";

/**
 * Sessions and mail tokens that have ended, and sign-ups that nobody confirmed: a mail is tried for a day, its link
 * lives another one.
 */
export const authRetention = (sql: Sql): readonly Sweep[] => [
  retention({
    name: "session.retention",
    sql,
    text: `delete from session where id = any(array(select id from session where expires_at < now() limit $1))`,
  }),
  retention({
    name: "email_token.retention",
    sql,
    text: `delete from email_token where token_hash = any(array(
      select token_hash from email_token where expires_at < now() limit $1))`,
  }),
  retention({
    name: "sign_up.retention",
    sql,
    text: `delete from sign_up where id = any(array(
      select id from sign_up where created_at < now() - interval '3 days' limit $1))`,
  }),
];
