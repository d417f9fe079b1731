import type { DatabaseSync } from "node:sqlite";
import { textOf } from "./guards.ts";

export type Settings = ReturnType<typeof openSettings>;

/** What the sandbox was told from outside, as opposed to what happened in it. */
export function openSettings(database: DatabaseSync) {
  database.exec(
    "CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
  );
  const select = database.prepare("SELECT value FROM settings WHERE name = ?");
  const upsert = database.prepare(
    "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
  );
  const remove = database.prepare("DELETE FROM settings WHERE name = ?");

  return {
    get(name: string): unknown {
      const row = select.get(name);
      return row ? JSON.parse(textOf(row["value"])) : undefined;
    },
    set(name: string, value: unknown): void {
      upsert.run(name, JSON.stringify(value));
    },
    unset(name: string): void {
      remove.run(name);
    },
  };
}
