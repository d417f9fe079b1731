import { SignUpInput, SignUpResult } from "@roost/contract";
import { type CommandScope, command } from "../../platform/action.ts";
import { invalidField } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { anyone } from "../../platform/policies.ts";
import { registerUser } from "../users/index.ts";
import { isCommonPassword } from "./common-passwords.ts";
import { keepSignUp } from "./keep-sign-up.ts";
import { hashPassword } from "./passwords.ts";

/** Known or unknown, an address costs one hash and two statements, and gets one mail: nobody learns who is here. */
export const signUp = command({
  name: "auth.signUp",
  summary: "Makes an account and sends a mail with a link that confirms the address. The answer is always the same.",
  input: SignUpInput,
  output: SignUpResult,
  async prepare(_scope, { password }) {
    if (isCommonPassword(password)) {
      throw invalidField("password", "common_password", "is among the passwords that guessers try first");
    }
    return hashPassword(password);
  },
  load: async (_scope, _input, passwordHash) => ({ passwordHash }),
  may: anyone,
  async run(scope, { email, firstName, lastName }, { passwordHash }) {
    const registered = await registerUser(scope.sql, { email, firstName, lastName, now: scope.now });
    if (registered) {
      const { userId, isNew } = registered;
      const mailId = newId();
      await keepSignUp(scope.sql, { id: mailId, userId, passwordHash, firstName, lastName });
      if (isNew) scope.emit("user.registered", { userId });
      scope.enqueue("mail.verify-email", { userId, mailId });
    } else {
      await tellOwner(scope, email);
    }
    return { status: "verification_sent" as const };
  },
});

async function tellOwner(scope: CommandScope, email: string): Promise<void> {
  const owner = await scope.sql.one<{ id: string }>("user_id_by_email", "select id from app_user where email = $1", [
    email,
  ]);
  if (owner) scope.enqueue("mail.account-exists", { userId: owner.id, mailId: newId() });
}
