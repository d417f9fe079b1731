import type { DatabaseSync } from "node:sqlite";
import { numberOf, textOf } from "../guards.ts";

const PURPOSES = ["dashboard", "onboarding", "update"] as const;

/** An address that one person is given, to use once and soon. */
export interface Link {
  readonly token: string;
  readonly account: string;
  readonly purpose: (typeof PURPOSES)[number];
  /** Where those are sent who come too late or twice; null for a dashboard, which has no way out. */
  readonly refreshUrl: string | null;
  readonly returnUrl: string | null;
  /** Seconds since the epoch. */
  readonly expiresAt: number;
}

export type LinkState = "fresh" | "open" | "finished";

export type Links = ReturnType<typeof openLinks>;

export function openLinks(database: DatabaseSync) {
  database.exec(`
    CREATE TABLE IF NOT EXISTS links (
      token TEXT PRIMARY KEY, account TEXT NOT NULL, purpose TEXT NOT NULL, refresh_url TEXT, return_url TEXT,
      expires_at INTEGER NOT NULL, state TEXT NOT NULL DEFAULT 'fresh') STRICT, WITHOUT ROWID;
  `);
  const insert = database.prepare(
    "INSERT INTO links (token, account, purpose, refresh_url, return_url, expires_at) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const select = database.prepare("SELECT * FROM links WHERE token = ?");
  const update = database.prepare("UPDATE links SET state = ? WHERE token = ?");

  return {
    add({ token, account, purpose, refreshUrl, returnUrl, expiresAt }: Link): void {
      insert.run(token, account, purpose, refreshUrl, returnUrl, expiresAt);
    },
    find(token: string): (Link & { readonly state: LinkState }) | undefined {
      const row = select.get(token);
      return row && { ...linkOf(row), state: stateOf(row["state"]) };
    },
    change(token: string, state: LinkState): void {
      update.run(state, token);
    },
  };
}

function linkOf(row: Record<string, unknown>): Link {
  const [refreshUrl, returnUrl] = [row["refresh_url"], row["return_url"]];
  return {
    token: textOf(row["token"]),
    account: textOf(row["account"]),
    purpose: PURPOSES.find((purpose) => purpose === row["purpose"]) ?? "onboarding",
    refreshUrl: refreshUrl === null ? null : textOf(refreshUrl),
    returnUrl: returnUrl === null ? null : textOf(returnUrl),
    expiresAt: numberOf(row["expires_at"]),
  };
}

function stateOf(value: unknown): LinkState {
  return value === "fresh" || value === "open" ? value : "finished";
}
