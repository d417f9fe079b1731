export { createAccount } from "./create-account.ts";
export { makeVerificationToken } from "./make-verification-token.ts";
export { hashPassword } from "./passwords.ts";
export { authRetention } from "./retention.ts";
export { authRouter } from "./router.ts";
export { authenticate, createSession, isFreshSession, renewSession } from "./sessions.ts";
