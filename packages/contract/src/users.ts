import { z } from "zod";
import { EmailAddress, Id, Instant, text } from "./fields.ts";

/** What a user may be; everybody begins as a guest. */
export const Role = z.enum(["guest", "host", "admin"]).meta({ id: "Role" });
export type Role = z.output<typeof Role>;

/** Suspended and deleted users are refused from their next request on. */
export const UserStatus = z.enum(["active", "suspended", "deleted"]).meta({ id: "UserStatus" });

/** A first or last name, 1 to 100 characters. */
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

/** A user as everybody sees him. */
export const UserProfile = z
  .object({
    id: Id,
    firstName: z.string(),
    avgRating: z.number().min(1).max(5).nullable().describe("Of published reviews of this person; null without any."),
    reviewCount: z.int().min(0).max(1_000_000),
  })
  .meta({ id: "UserProfile" });
export type UserProfile = z.output<typeof UserProfile>;

/** A user, by his id. */
export const UserIdInput = z.strictObject({ userId: Id });

/** Nothing: the signed-in user. */
export const MeInput = z.strictObject({});

/** Nothing: the signed-in user becomes a host. */
export const BecomeHostInput = z.strictObject({});
