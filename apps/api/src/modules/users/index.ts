export { becomeHost, renewSessionPort } from "./become-host.ts";
export { confirmUser } from "./confirm-user.ts";
export { findUser } from "./find-user.ts";
export { type Rating, ratingsPort } from "./get-user.ts";
export { grantRoles } from "./grant-roles.ts";
export { me } from "./me.ts";
export { registerUser } from "./register-user.ts";
export { usersRouter } from "./router.ts";
export { isReachable, userColumns } from "./user.ts";
