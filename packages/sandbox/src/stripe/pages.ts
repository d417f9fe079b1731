import { pressAuthentication, showAuthentication } from "./authentication-page.ts";
import { LINK_PATH } from "./connect/account-links.ts";
import { pressAccount, showAccount } from "./connect/account-page.ts";
import type { Context } from "./context.ts";
import type { PageAnswer } from "./html.ts";

/** A page for a person: shown by GET, and a button pressed by POST, at a path that ends with what it is about. */
export interface Page {
  readonly path: string;
  show(context: Context, subject: string): PageAnswer;
  press(context: Context, subject: string, form: string): PageAnswer;
}

export const pages: readonly Page[] = [
  {
    path: "/test/authenticate/",
    show: ({ world }, id) => showAuthentication(world.store.find("payment_intent", id)),
    press: (context, id, form) => pressAuthentication(context, context.world.store.find("payment_intent", id), form),
  },
  { path: LINK_PATH, show: showAccount, press: pressAccount },
];
