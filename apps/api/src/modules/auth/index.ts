export { createAccount } from "./create-account.ts";
export { makeVerificationToken } from "./make-verification-token.ts";
export { hashPassword } from "./passwords.ts";
export { authRouter } from "./router.ts";
export { authenticate, createSession, endAllSessions, endSession, renewSession } from "./sessions.ts";
export { signIn } from "./sign-in.ts";
export { signOut } from "./sign-out.ts";
export { signUp } from "./sign-up.ts";
export { verifyEmail } from "./verify-email.ts";
