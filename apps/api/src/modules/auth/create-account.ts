import { EmailAddress, NewPassword, PersonName, Role } from "@roost/contract";
import { z } from "zod";
import { command } from "../../platform/action.ts";
import { onlySystem } from "../../platform/policies.ts";
import { confirmUser, grantRoles, registerUser } from "../users/index.ts";
import { hashPassword } from "./passwords.ts";
import { setPassword } from "./set-password.ts";

const CreateAccountInput = z.strictObject({
  email: EmailAddress,
  password: NewPassword,
  firstName: PersonName,
  lastName: PersonName,
  roles: z.array(Role),
});

/** An account with a confirmed address, made by Roost itself: how the sandbox gets its people. */
export const createAccount = command({
  name: "auth.createAccount",
  summary: "Makes an account whose address is confirmed already.",
  input: CreateAccountInput,
  output: z.object({ userId: z.string().nullable().describe("null: the address is taken") }),
  prepare: (_scope, { password }) => hashPassword(password),
  load: async (_scope, _input, passwordHash) => ({ passwordHash }),
  may: onlySystem,
  async run(scope, { email, firstName, lastName, roles }, { passwordHash }) {
    const registered = await registerUser(scope.sql, { email, firstName, lastName, now: scope.now });
    if (!registered) return { userId: null };
    const { userId } = registered;
    await setPassword(scope.sql, userId, passwordHash);
    await confirmUser(scope.sql, userId, { firstName, lastName, now: scope.now });
    await grantRoles(scope.sql, userId, roles);
    scope.emit("user.registered", { userId });
    scope.emit("user.verified", { userId });
    return { userId };
  },
});
