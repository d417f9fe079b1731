import type { TailPart } from "../../platform/tail.ts";

/** Who did what to which thing, one row for each command, written in the command's own transaction. */
export const auditPart: TailPart = {
  sql: (parameter) => `
    insert into audit (id, at, actor_id, action, subject, request_id)
    select id, at, actor_id, action, subject, request_id from jsonb_populate_recordset(null::audit, ${parameter})`,
};
