import { z } from "zod";
import { EmailAddress, Id, Instant, opaque } from "./fields.ts";
import { PersonName, User } from "./users.ts";

/** 8 to 256 characters of any Unicode, no composition rules; passwords from common lists are refused. */
export const NewPassword = z
  .string()
  .min(8)
  .max(256)
  .refine((value) => value.isWellFormed() && !value.includes("\u0000"), { error: "must be well-formed Unicode" })
  .describe("8 to 256 characters, any Unicode; common passwords are refused.");

/** A new account. Refused: 400 `request.invalid`, for a common password with the code `common_password`. */
export const SignUpInput = z.strictObject({
  email: EmailAddress,
  password: NewPassword,
  firstName: PersonName,
  lastName: PersonName,
});
export type SignUpInput = z.output<typeof SignUpInput>;

/** The same for a known and an unknown address, so that nobody learns who has an account. */
export const SignUpResult = z.object({ status: z.literal("verification_sent") }).meta({ id: "SignUpResult" });

/** Confirms an address. Refused: 422 `auth.token_invalid` for a link that is spent, older than 24 hours or replaced. */
export const VerifyEmailInput = z.strictObject({ token: opaque(200).describe("The token from the mail's link.") });

/** Refused: 401 `auth.invalid_credentials`, and with the right password 403 `auth.email_unverified`. */
export const SignInInput = z.strictObject({ email: EmailAddress, password: z.string().min(1).max(256) });

/** A session's token is shown once; send it as `Authorization: Bearer <token>`. */
export const Session = z.object({ id: Id, token: z.string(), expiresAt: Instant }).meta({ id: "Session" });

/** Who signed in, and the session that he goes on with; browsers get it as a cookie too. */
export const SignedIn = z.object({ user: User, session: Session }).meta({ id: "SignedIn" });
export type SignedIn = z.output<typeof SignedIn>;

/** Nothing: the session that the call came with ends. */
export const SignOutInput = z.strictObject({});
