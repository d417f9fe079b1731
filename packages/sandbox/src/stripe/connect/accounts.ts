import { type Answer, type Call, type Context, type Operation, ok, onBehalfOf } from "../context.ts";
import { record } from "../events.ts";
import { list, listParameters } from "../lists.ts";
import * as declared from "./account-parameters.ts";
import { unknownAccount } from "./acting-account.ts";
import { changedAccount, changeParameters } from "./changed-account.ts";
import { newAccount } from "./new-account.ts";
import type { Account } from "./objects.ts";

export const accountOperations: readonly Operation[] = [
  {
    method: "POST",
    path: "/v1/accounts",
    accepts: [declared.country, declared.controller, declared.type, ...changeParameters],
    run: create,
  },
  {
    method: "GET",
    path: "/v1/accounts",
    accepts: listParameters,
    run: (call) => list(call, { kind: "account", url: "/v1/accounts" }),
  },
  {
    method: "GET",
    path: "/v1/accounts/{account}",
    accepts: [],
    run: (call) => ok(findAccount(call, call.id)),
  },
  {
    method: "POST",
    path: "/v1/accounts/{account}",
    accepts: changeParameters,
    run: (call) => ok(saveAccount(call, changedAccount(call, findAccount(call, call.id)))),
  },
];

export function findAccount(context: Context, id: string): Account {
  const account = context.world.store.of(null).find("account", id);
  if (!account) throw unknownAccount(id);
  return account;
}

/** Accounts are objects of the platform; what happens to them is told as an event of their own. */
export function saveAccount(context: Context, account: Account): Account {
  context.world.store.of(null).put(account);
  record(onBehalfOf(context, account.id), "account.updated", account);
  return account;
}

function create(call: Call): Answer {
  return ok(call.world.store.put(changedAccount(call, newAccount(call))));
}
