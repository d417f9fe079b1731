import { retention } from "../../platform/retention.ts";
import type { Sql } from "../../platform/sql.ts";
import type { Sweep } from "../../platform/sweeps.ts";

/** Sessions and mail tokens that have ended. */
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
];
