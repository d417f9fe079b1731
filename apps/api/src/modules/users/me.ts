import { MeInput, User } from "@roost/contract";
import { query } from "../../platform/action.ts";
import { assertFound } from "../../platform/assert-found.ts";
import { personOf, signedIn } from "../../platform/policies.ts";
import { findUser } from "./find-user.ts";

export const me = query({
  name: "users.me",
  summary: "The signed-in person's own account.",
  input: MeInput,
  output: User,
  may: signedIn,
  async run({ sql, actor }) {
    const user = await findUser(sql, personOf(actor).userId);
    assertFound(user);
    return user;
  },
});
