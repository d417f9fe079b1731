import { createHash, randomBytes, randomUUIDv7 } from "node:crypto";
import type pg from "pg";

export interface Guest {
  readonly id: string;
  /** The bearer token of a session. */
  readonly token: string;
}

/** Verified guests, each with a session. */
export async function makeGuests(client: pg.Client, count: number): Promise<readonly Guest[]> {
  const guests = Array.from({ length: count }, () => ({ id: randomUUIDv7(), token: makeToken() }));
  const ids = guests.map(({ id }) => id);
  await client.query(usersText, [ids]);
  await client.query(sessionsText, [ids, guests.map(({ token }) => createHash("sha256").update(token).digest())]);
  return guests;
}

const usersText = `insert into app_user (id, email, first_name, last_name, roles, email_verified_at, created_at)
  select id, id || '@bench.invalid', 'Gro', 'Gjest', '{guest}', now(), now() from unnest($1::uuid[]) as id`;

const sessionsText = `insert into session (id, user_id, token_hash, created_at, expires_at)
  select uuidv7(), user_id, hash, now(), now() + interval '30 days'
  from unnest($1::uuid[], $2::bytea[]) as x (user_id, hash)`;

const alphabet = "abcdefghijklmnopqrstuvwxyz234567";

/** 40 characters of base 32, as Roost's session tokens are. */
const makeToken = () => [...randomBytes(40)].map((byte) => alphabet[byte % 32]).join("");
