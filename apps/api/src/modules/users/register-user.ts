import { newId } from "../../platform/ids.ts";
import type { Sql } from "../../platform/sql.ts";

export interface Registration {
  /** In lower case. */
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly now: Date;
}

export interface Registered {
  readonly userId: string;
  readonly isNew: boolean;
}

/**
 * Makes a guest, or replaces the names of one whose address nobody has confirmed yet. Answers undefined, and changes
 * nothing, where the address belongs to somebody: confirmed, imported, suspended or deleted.
 */
export async function registerUser(sql: Sql, registration: Registration): Promise<Registered | undefined> {
  const { email, firstName, lastName, now } = registration;
  const id = newId();
  const row = await sql.one<{ id: string }>("user_register", registerText, [id, email, firstName, lastName, now]);
  return row && { userId: row.id, isNew: row.id === id };
}

// Of two sign-ups at once the second waits for the first, and then replaces it.
const registerText = `
  insert into app_user (id, email, first_name, last_name, roles, status, created_at)
  values ($1, $2, $3, $4, '{guest}', 'active', $5)
  on conflict (email) do update set first_name = excluded.first_name, last_name = excluded.last_name
    where app_user.email_verified_at is null and app_user.external_id is null and app_user.status = 'active'
  returning id`;
