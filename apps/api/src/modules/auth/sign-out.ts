import { SignOutInput } from "@roost/contract";
import { z } from "zod";
import { command } from "../../platform/action.ts";
import { personOf, signedIn } from "../../platform/policies.ts";
import { endSession } from "./sessions.ts";

export const signOut = command({
  name: "auth.signOut",
  summary: "Ends the session that the call came with.",
  input: SignOutInput,
  output: z.void(),
  may: signedIn,
  run: ({ sql, actor }) => endSession(sql, personOf(actor).sessionId),
});
