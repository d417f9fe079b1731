import { write } from "../../platform/route.ts";
import { signIn } from "./sign-in.ts";
import { signOut } from "./sign-out.ts";
import { signUp } from "./sign-up.ts";
import { verifyEmail } from "./verify-email.ts";

export const authRouter = {
  signUp: write(signUp, "POST /users", { accepted: true }),
  verifyEmail: write(verifyEmail, "POST /auth/email-verifications/confirm", { session: "begin" }),
  signIn: write(signIn, "POST /auth/sessions", { created: () => "/auth/sessions/current", session: "begin" }),
  signOut: write(signOut, "DELETE /auth/sessions/current", { empty: true, session: "end" }),
};
