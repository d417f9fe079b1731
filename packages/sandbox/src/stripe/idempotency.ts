import type { DatabaseSync } from "node:sqlite";
import { numberOf, textOf } from "./guards.ts";
import { invalid, Refusal } from "./refusal.ts";

/** What a key was used for: the same key must come with the same again. */
export interface Use {
  readonly key: string;
  /** Each connected account has keys of its own. */
  readonly account: string | null;
  readonly endpoint: string;
  readonly form: string;
}

export interface KeptAnswer {
  readonly status: number;
  readonly body: string;
  readonly request: string;
}

export type Idempotency = ReturnType<typeof openIdempotency>;

const LONGEST_KEY = 255;

export function openIdempotency(database: DatabaseSync) {
  const select = database.prepare("SELECT endpoint, form, status, body, request FROM answers WHERE key = ?");
  const insert = database.prepare(
    "INSERT INTO answers (key, endpoint, form, status, body, request) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const inFlight = new Set<string>();

  return {
    /** Holds the key from the first byte of the request to the last of the answer. */
    lock(key: string, account: string | null): void {
      if (key.length > LONGEST_KEY) throw invalid(`Idempotency keys can be up to ${LONGEST_KEY} characters long.`);
      if (inFlight.has(rowOf({ key, account }))) throw inUse(key);
      inFlight.add(rowOf({ key, account }));
    },
    unlock(key: string, account: string | null): void {
      inFlight.delete(rowOf({ key, account }));
    },
    find(use: Use): KeptAnswer | undefined {
      const row = select.get(rowOf(use));
      if (!row) return undefined;
      const first = { ...use, endpoint: textOf(row["endpoint"]), form: textOf(row["form"]) };
      if (first.endpoint !== use.endpoint || first.form !== use.form) throw mismatch(use, first);
      return { status: numberOf(row["status"]), body: textOf(row["body"]), request: textOf(row["request"]) };
    },
    keep(use: Use, { status, body, request }: KeptAnswer): void {
      insert.run(rowOf(use), use.endpoint, use.form, status, body, request);
    },
  };
}

function rowOf({ key, account }: Pick<Use, "account" | "key">): string {
  return account === null ? key : `${account}\n${key}`;
}

function inUse(key: string): Refusal {
  const message =
    "There is currently another in-progress request using this Idempotent Key (that probably means you submitted " +
    `twice, and the other request is still going through): ${key}. Please try again later.`;
  return new Refusal(409, { type: "idempotency_error", code: "idempotency_key_in_use", message });
}

function mismatch(use: Use, first: Use): Refusal {
  const rule =
    use.endpoint === first.endpoint
      ? "with the same parameters they were first used with"
      : `for the same endpoint they were first used for ('${use.endpoint}' vs '${first.endpoint}')`;
  const message =
    `Keys for idempotent requests can only be used ${rule}. Try using a key other than '${use.key}' ` +
    "if you meant to execute a different request.";
  return new Refusal(400, { type: "idempotency_error", message });
}
