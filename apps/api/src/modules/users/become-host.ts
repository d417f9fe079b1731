import { BecomeHostInput, type SignedIn, SignedIn as SignedInOutput, type User } from "@roost/contract";
import { type CommandScope, command, type UserActor } from "../../platform/action.ts";
import { AppError } from "../../platform/errors.ts";
import { personOf, signedIn } from "../../platform/policies.ts";
import { Port } from "../../platform/port.ts";
import type { Sql } from "../../platform/sql.ts";
import { userColumns } from "./user.ts";

/** Ends the actor's session and begins another in its place: rights have changed, so the token must. */
export const renewSessionPort = new Port<(scope: CommandScope, actor: UserActor) => Promise<SignedIn["session"]>>(
  "users.renewSession",
);

export const becomeHost = command({
  name: "users.becomeHost",
  summary: "Makes the signed-in person a host. The session's token changes: use the one in the answer from now on.",
  input: BecomeHostInput,
  output: SignedInOutput,
  secret: true,
  may: signedIn,
  async run(scope) {
    const actor = personOf(scope.actor);
    const session = await renewSessionPort.from(scope)(scope, actor);
    const user = await addHostRole(scope.sql, actor.userId);
    if (!user) throw new AppError("auth.session_invalid");
    return { user, session };
  },
});

const addHostRole = (sql: Sql, userId: string): Promise<User | undefined> =>
  sql.one<User>(
    "user_add_host_role",
    `update app_user set roles = case when 'host' = any(roles) then roles else roles || 'host'::role end
     where id = $1 and status = 'active' returning ${userColumns}`,
    [userId],
  );
