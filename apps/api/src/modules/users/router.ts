import { read, write } from "../../platform/route.ts";
import { becomeHost } from "./become-host.ts";
import { getUser } from "./get-user.ts";
import { me } from "./me.ts";

export const usersRouter = {
  me: read(me, "GET /users/me"),
  get: read(getUser, "GET /users/{userId}"),
  becomeHost: write(becomeHost, "POST /users/me/host", { session: "begin" }),
};
