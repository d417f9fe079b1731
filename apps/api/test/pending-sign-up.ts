import { newId } from "../src/platform/ids.ts";
import type { Sql } from "../src/platform/sql.ts";

/** A sign-up of this user that waits for its link to be followed. Answers its id. */
export async function pendingSignUp(sql: Sql, userId: string): Promise<string> {
  const id = newId();
  await sql.run("test_sign_up", signUpText, [id, userId]);
  return id;
}

const signUpText = `
  insert into sign_up (id, user_id, password_hash, first_name, last_name, created_at)
  select $1, u.id, coalesce(p.hash, ''), u.first_name, u.last_name, now()
  from app_user u left join password p on p.user_id = u.id where u.id = $2`;
