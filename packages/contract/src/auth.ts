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

export const SignUpInput = z.strictObject({
  email: EmailAddress,
  password: NewPassword,
  firstName: PersonName,
  lastName: PersonName,
});
export type SignUpInput = z.output<typeof SignUpInput>;

/** The same for a known and an unknown address, so that nobody learns who has an account. */
export const SignUpResult = z.object({ status: z.literal("verification_sent") }).meta({ id: "SignUpResult" });

export const VerifyEmailInput = z.strictObject({ token: opaque(200).describe("The token from the mail's link.") });

export const SignInInput = z.strictObject({ email: EmailAddress, password: z.string().min(1).max(256) });

/** A session's token is shown once; send it as `Authorization: Bearer <token>`. */
export const Session = z.object({ id: Id, token: z.string(), expiresAt: Instant }).meta({ id: "Session" });

export const SignedIn = z.object({ user: User, session: Session }).meta({ id: "SignedIn" });
export type SignedIn = z.output<typeof SignedIn>;

export const SignOutInput = z.strictObject({});
