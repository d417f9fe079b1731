import type { User } from "@roost/contract";

/** The columns of `app_user` as the contract's User; every statement that answers users selects these. */
export const userColumns = `app_user.id, app_user.email, app_user.first_name as "firstName",
  app_user.last_name as "lastName", coalesce(app_user.roles::text[], '{}') as roles,
  app_user.email_verified_at is not null as "emailVerified", app_user.status::text as status,
  app_user.created_at as "createdAt"`;

/** True for somebody whom a mail reaches: imported people carry addresses under `.invalid` (RFC 2606). */
export const isReachable = (user: Pick<User, "email" | "status">): boolean =>
  user.status === "active" && !user.email.endsWith(".invalid");
