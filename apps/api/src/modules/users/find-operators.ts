import type { Sql } from "../../platform/sql.ts";

/** The ids of everybody who oversees Roost now, oldest first. */
export async function findOperators(sql: Sql): Promise<readonly string[]> {
  const rows = await sql.all<{ id: string }>(
    "user_operators",
    "select id from app_user where 'admin' = any(roles) and status = 'active' order by id",
  );
  return rows.map(({ id }) => id);
}
