import type { Role } from "@roost/contract";
import type { Sql } from "../../platform/sql.ts";

/** Adds roles to a user; those that he has already stay once. */
export const grantRoles = (sql: Sql, userId: string, roles: readonly Role[]): Promise<number> =>
  sql.run(
    "user_grant_roles",
    `update app_user set roles = array(select distinct r from unnest(roles || $2::role[]) as r order by r)
     where id = $1 and not roles @> $2::role[]`,
    [userId, roles],
  );
