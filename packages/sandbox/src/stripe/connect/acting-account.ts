import type { IncomingHttpHeaders } from "node:http";
import type { Operation } from "../context.ts";
import { invalid, Refusal } from "../refusal.ts";
import type { Store } from "../store.ts";

/** The connected account that a request acts for, by either header that the SDK can be told to send. */
export function actingAccount(headers: IncomingHttpHeaders): string | null {
  const named = headers["stripe-account"] ?? headers["stripe-context"];
  return typeof named === "string" && named !== "" ? named : null;
}

/** Refuses accounts that the platform does not have, and what the sandbox answers to the platform only. */
export function requireActing(store: Store, account: string | null, operation: Operation): void {
  if (account === null) return;
  if (!store.of(null).find("account", account)) throw unknownAccount(account);
  if (operation.forAccounts) return;
  throw invalid(`${operation.method} ${operation.path} is answered for the platform only, not for connected accounts.`);
}

export function unknownAccount(account: string): Refusal {
  const message =
    `The provided key 'sk_test_********' does not have access to account '${account}' (or that account does not ` +
    "exist). Application access may have been revoked.";
  return new Refusal(403, { type: "invalid_request_error", code: "account_invalid", message });
}
