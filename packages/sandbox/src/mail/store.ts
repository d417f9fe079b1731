import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type SQLOutputValue } from "node:sqlite";
import type { CaughtMail, MailFilter, MailHeader } from "./index.ts";

export type NewMail = Omit<CaughtMail, "id">;

export interface MailStore {
  add(mail: NewMail): void;
  list(filter?: MailFilter): CaughtMail[];
  find(id: string): CaughtMail | undefined;
  clear(filter?: MailFilter): void;
  close(): void;
}

/** Ids are never used twice, and a mail that comes twice is kept twice: an inbox for tests must not hide it. */
export function openMailStore(file?: string): MailStore {
  const database = new DatabaseSync(file === undefined ? ":memory:" : prepared(file), { timeout: 5000 });
  database.exec(schema);
  const insert = database.prepare(
    `INSERT INTO mail (at, sender, recipients, folded, subject, text, html, attachments, headers)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const select = database.prepare(`SELECT * FROM mail WHERE ${sentTo} ORDER BY id DESC LIMIT ?2`);
  const one = database.prepare("SELECT * FROM mail WHERE id = ?");
  const remove = database.prepare(`DELETE FROM mail WHERE ${sentTo}`);
  return {
    add: (mail) => {
      const { at, from, to, subject, text, html, attachments, headers } = mail;
      const lists = [to, to.map(fold)].map((list) => JSON.stringify(list));
      insert.run(at, from, ...lists, subject, text, html, JSON.stringify(attachments), JSON.stringify(headers));
    },
    list: (filter = {}) => select.all(address(filter), filter.limit ?? -1).map(toMail),
    find: (id) => one.all(id).map(toMail)[0],
    clear: (filter = {}) => void remove.run(address(filter)),
    close: () => {
      if (database.isOpen) database.close();
    },
  };
}

const schema = `
  PRAGMA journal_mode = WAL;
  CREATE TABLE IF NOT EXISTS mail (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    sender TEXT NOT NULL,
    recipients TEXT NOT NULL,
    folded TEXT NOT NULL,
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    html TEXT NOT NULL,
    attachments TEXT NOT NULL,
    headers TEXT NOT NULL
  ) STRICT`;

const sentTo = "(?1 IS NULL OR EXISTS (SELECT 1 FROM json_each(folded) WHERE value = ?1))";

// Mails hold sign-in links, so the file is its owner's alone.
function prepared(file: string): string {
  mkdirSync(dirname(file), { recursive: true });
  closeSync(openSync(file, "a", 0o600));
  return file;
}

// SQLite folds only ASCII letters; addresses may hold others.
const fold = (text: string) => text.trim().toLowerCase();

const address = (filter: MailFilter) => (filter.to === undefined ? null : fold(filter.to));

function toMail(row: Record<string, SQLOutputValue>): CaughtMail {
  return {
    id: String(row["id"]),
    at: String(row["at"]),
    from: String(row["sender"]),
    to: parseList(row["recipients"]).map(String),
    subject: String(row["subject"]),
    text: String(row["text"]),
    html: String(row["html"]),
    attachments: parseList(row["attachments"]).map(String),
    headers: parseList(row["headers"]).filter(isHeader),
  };
}

function parseList(value: SQLOutputValue | undefined): readonly unknown[] {
  const parsed: unknown = JSON.parse(String(value));
  return Array.isArray(parsed) ? parsed : [];
}

function isHeader(value: unknown): value is MailHeader {
  return (
    typeof value === "object" &&
    value !== null &&
    "name" in value &&
    typeof value.name === "string" &&
    "value" in value &&
    typeof value.value === "string"
  );
}
