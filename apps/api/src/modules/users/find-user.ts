import type { User } from "@roost/contract";
import type { Sql } from "../../platform/sql.ts";
import { userColumns } from "./user.ts";

/** A user of any status. */
export const findUser = (sql: Sql, userId: string): Promise<User | undefined> =>
  sql.one<User>("user_find", `select ${userColumns} from app_user where id = $1`, [userId]);
