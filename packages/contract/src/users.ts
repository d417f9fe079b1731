import { z } from "zod";
import { EmailAddress, Id, Instant, text } from "./fields.ts";

export const Role = z.enum(["guest", "host", "admin"]).meta({ id: "Role" });
export type Role = z.output<typeof Role>;

export const UserStatus = z.enum(["active", "suspended", "deleted"]).meta({ id: "UserStatus" });

export const PersonName = text(100).describe("1 to 100 characters.");

/** A user as he sees himself. */
export const User = z
  .object({
    id: Id,
    email: EmailAddress,
    firstName: z.string(),
    lastName: z.string(),
    roles: z.array(Role),
    emailVerified: z.boolean(),
    status: UserStatus,
    createdAt: Instant,
  })
  .meta({ id: "User" });
export type User = z.output<typeof User>;

export const MeInput = z.strictObject({});
export const BecomeHostInput = z.strictObject({});
