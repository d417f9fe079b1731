import type { Role, SignedIn } from "@roost/contract";
import { type Adapter, Lucia, TimeSpan } from "lucia";
import type { CommandScope, UserActor } from "../../platform/action.ts";
import { AppError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import type { Sql } from "../../platform/sql.ts";
import { tokenHash } from "./token-hash.ts";

declare module "lucia" {
  interface Register {
    Lucia: Lucia<SessionFacts, UserFacts>;
    DatabaseSessionAttributes: SessionFacts;
    DatabaseUserAttributes: UserFacts;
  }
}

interface SessionFacts {
  /** The session's public id; what Lucia calls its id is the token. */
  readonly sessionId: string;
  readonly startedAt: Date;
}

interface UserFacts {
  readonly roles: readonly Role[];
  readonly emailVerified: boolean;
}

interface SessionRow {
  readonly id: string;
  readonly userId: string;
  readonly startedAt: string;
  readonly expiresAt: string;
  readonly roles: readonly Role[];
  readonly emailVerified: boolean;
}

// Sessions follow real time, not the domain's clock: moving that must not sign people out.
const idle = new TimeSpan(30, "d");
const absolute = new TimeSpan(90, "d");
/** An expiry moves in steps, so that a busy session is written once a day. */
const step = new TimeSpan(1, "d");

/** Begins a session. `startedAt` is when the person showed his password: 90 days later it ends in any case. */
export async function createSession(sql: Sql, userId: string, startedAt = new Date()): Promise<SignedIn["session"]> {
  const session = await luciaOn(adapterOn(sql)).createSession(userId, { sessionId: newId(), startedAt });
  const expiresAt = within(session.expiresAt, startedAt).toISOString();
  return { id: session.sessionId, token: session.id, expiresAt };
}

/** Who comes with this token: one round trip, and a write once a day. Null for suspended and deleted users. */
export async function authenticate(sql: Sql, token: string): Promise<UserActor | null> {
  if (!/^[a-z2-7]{40}$/.test(token)) return null;
  const adapter = adapterOn(sql);
  const { session, user } = await luciaOn(adapter).validateSession(token);
  if (session === null) return null;
  // Lucia slides when half of the time is over; we want 30 days from the last day of use.
  await adapter.updateSessionExpiration(token, new Date(Date.now() + idle.milliseconds()));
  const { roles, emailVerified } = user;
  return { kind: "user", userId: user.id, roles, emailVerified, sessionId: session.sessionId };
}

/** Whether the person showed his password so few minutes ago, in real time. */
export async function isFreshSession(sql: Sql, sessionId: string, minutes: number): Promise<boolean> {
  const found = await sql.one(
    "session_fresh",
    "select 1 from session where id = $1 and created_at > now() - make_interval(mins => $2)",
    [sessionId, minutes],
  );
  return found !== undefined;
}

export async function endSession(sql: Sql, sessionId: string): Promise<void> {
  await sql.run("session_end", "delete from session where id = $1", [sessionId]);
}

export async function endAllSessions(sql: Sql, userId: string): Promise<void> {
  await luciaOn(adapterOn(sql)).invalidateUserSessions(userId);
}

/** Another id and token in place of the actor's. The age is kept: new rights do not prove the password again. */
export async function renewSession({ sql }: CommandScope, actor: UserActor): Promise<SignedIn["session"]> {
  const ended = await sql.one<{ startedAt: string }>(
    "session_end_to_renew",
    `delete from session where id = $1 and user_id = $2 returning created_at as "startedAt"`,
    [actor.sessionId, actor.userId],
  );
  if (!ended) throw new AppError("auth.session_invalid");
  return createSession(sql, actor.userId, new Date(ended.startedAt));
}

const luciaOn = (adapter: Adapter) =>
  new Lucia<SessionFacts, UserFacts>(adapter, {
    sessionExpiresIn: idle,
    getSessionAttributes: (facts) => facts,
    getUserAttributes: (facts) => facts,
  });

/** Lucia's view of our tables for one call: it deals in tokens, we store their hashes and bound their age. */
function adapterOn(sql: Sql): Adapter {
  let expiresAt = 0;
  let latest = 0;
  return {
    async getSessionAndUser(token) {
      const row = await sql.one<SessionRow>("session_authenticate", authenticateText, [tokenHash(token)]);
      if (!row) return [null, null];
      const { userId, roles, emailVerified } = row;
      const facts = { sessionId: row.id, startedAt: new Date(row.startedAt) };
      const until = new Date(row.expiresAt);
      expiresAt = until.getTime();
      latest = facts.startedAt.getTime() + absolute.milliseconds();
      return [
        { id: token, userId, expiresAt: until, attributes: facts },
        { id: userId, attributes: { roles, emailVerified } },
      ];
    },
    async updateSessionExpiration(token, wanted) {
      const next = Math.min(wanted.getTime(), latest);
      if (next - expiresAt < step.milliseconds()) return;
      expiresAt = next;
      await sql.run("session_slide", "update session set expires_at = $2 where token_hash = $1 and expires_at < $2", [
        tokenHash(token),
        new Date(next),
      ]);
    },
    async setSession({ id: token, userId, expiresAt, attributes: { sessionId, startedAt } }) {
      const values = [sessionId, userId, tokenHash(token), startedAt, within(expiresAt, startedAt)];
      await sql.run("session_begin", beginText, values);
    },
    async deleteSession(token) {
      await sql.run("session_end_by_token", "delete from session where token_hash = $1", [tokenHash(token)]);
    },
    async deleteUserSessions(userId) {
      await sql.run("session_end_all", "delete from session where user_id = $1", [userId]);
    },
    async deleteExpiredSessions() {
      await sql.run("session_end_expired", "delete from session where expires_at <= now()");
    },
    async getUserSessions() {
      throw new Error("sessions are stored without their tokens: Lucia cannot list them");
    },
  };
}

const within = (expiresAt: Date, startedAt: Date): Date =>
  new Date(Math.min(expiresAt.getTime(), startedAt.getTime() + absolute.milliseconds()));

const authenticateText = `
  select s.id, s.user_id as "userId", s.created_at as "startedAt", s.expires_at as "expiresAt",
    coalesce(u.roles::text[], '{}') as roles, u.email_verified_at is not null as "emailVerified"
  from session s join app_user u on u.id = s.user_id
  where s.token_hash = $1 and s.expires_at > now() and s.created_at > now() - interval '90 days'
    and u.status = 'active'`;

// Whoever comes back takes his own expired sessions away.
const beginText = `
  with expired as (delete from session where user_id = $2 and expires_at <= now())
  insert into session (id, user_id, token_hash, created_at, expires_at) values ($1, $2, $3, $4, $5)`;
