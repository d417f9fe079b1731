import { read, write } from "../../platform/route.ts";
import { becomeHost } from "./become-host.ts";
import { me } from "./me.ts";

export const usersRouter = {
  me: read(me, "GET /users/me"),
  becomeHost: write(becomeHost, "POST /users/me/host", { session: "begin" }),
};
