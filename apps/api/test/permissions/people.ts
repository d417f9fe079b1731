import { createSession, hashPassword } from "../../src/modules/auth/index.ts";
import { type Persona, personas } from "../../src/permissions.ts";
import type { UserActor } from "../../src/platform/action.ts";
import { pendingSignUp } from "../pending-sign-up.ts";
import type { Rig } from "../rig.ts";

export interface People {
  /** A persona with a new session; null for nobody. */
  signIn(persona: Persona): Promise<UserActor | null>;
  /** The sign-up of somebody who has not confirmed his address yet. */
  newcomer(): Promise<string>;
  idOf(persona: Exclude<Persona, "anonymous">): string;
  emailOf(persona: Persona): string;
}

export const password = "correct horse battery staple";

const rolesOf = {
  unverified: ["guest"],
  stranger: ["guest"],
  guest: ["guest"],
  host: ["guest", "host"],
  operator: ["guest", "admin"],
} as const;

/** One person for each persona, with a password and real sessions. */
export async function settlePeople(rig: Rig): Promise<People> {
  const hash = await hashPassword(password);
  const known = new Map<Persona, UserActor>();
  for (const persona of personas) {
    if (persona === "anonymous") continue;
    const actor = await rig.addUser(rolesOf[persona]);
    await rig.sql.run("test_password", passwordText, [actor.userId, hash]);
    known.set(persona, { ...actor, emailVerified: persona !== "unverified" });
  }
  const of = (persona: Persona): UserActor => {
    const actor = known.get(persona);
    if (!actor) throw new Error(`nobody is ${persona}`);
    return actor;
  };
  const unverify = (id: string) =>
    rig.sql.run("test_unverify", "update app_user set email_verified_at = null where id = $1", [id]);
  await unverify(of("unverified").userId);
  return {
    idOf: (persona) => of(persona).userId,
    // Who is anonymous signs in as somebody.
    emailOf: (persona) => `${of(persona === "anonymous" ? "stranger" : persona).userId}@test.invalid`,
    async newcomer() {
      const { userId } = await rig.addUser();
      await unverify(userId);
      return pendingSignUp(rig.sql, userId);
    },
    async signIn(persona) {
      if (persona === "anonymous") return null;
      const actor = of(persona);
      return { ...actor, sessionId: (await createSession(rig.sql, actor.userId)).id };
    },
  };
}

const passwordText = "insert into password (user_id, hash, changed_at) values ($1, $2, now())";
