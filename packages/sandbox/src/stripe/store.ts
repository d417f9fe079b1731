import { DatabaseSync } from "node:sqlite";
import { numberOf, textOf } from "./guards.ts";
import { type AnyObject, isKind, type Kind, type ObjectKinds } from "./objects.ts";

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS objects (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
    label TEXT NOT NULL, created INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS objects_by_kind ON objects (kind, seq);
  CREATE TABLE IF NOT EXISTS marks (id TEXT NOT NULL, mark TEXT NOT NULL, PRIMARY KEY (id, mark)) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY, endpoint TEXT NOT NULL, form TEXT NOT NULL,
    status INTEGER NOT NULL, body TEXT NOT NULL, request TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS deliveries (
    event TEXT PRIMARY KEY, attempts INTEGER NOT NULL DEFAULT 0, due INTEGER NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS deliveries_by_due ON deliveries (due);
`;

/** Files of before lists of transactions could be narrowed have them without labels. */
const LABEL_OLDER_TRANSACTIONS = `
  UPDATE objects SET label = concat_ws(' ', body ->> 'type', body ->> 'currency', body ->> 'source')
  WHERE kind = 'balance_transaction' AND label = '';
`;

export interface PageQuery {
  readonly kind: Kind;
  /** A GLOB over the label. */
  readonly label: string;
  readonly created: { readonly from: number; readonly to: number };
  readonly after?: string | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
}

export interface Page {
  readonly data: readonly unknown[];
  readonly hasMore: boolean;
}

export type Store = ReturnType<typeof openStore>;

/** Everything that the sandbox remembers. Callers group their writes by `transaction`. */
export function openStore(file: string) {
  const database = openDatabase(file);
  const begin = database.prepare("BEGIN IMMEDIATE");
  const commit = database.prepare("COMMIT");
  const rollback = database.prepare("ROLLBACK");
  const upsert = database.prepare(
    `INSERT INTO objects (id, kind, label, created, body) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET body = excluded.body`,
  );
  const select = database.prepare("SELECT body FROM objects WHERE id = ?");
  const position = database.prepare("SELECT seq FROM objects WHERE id = ? AND kind = ?");
  const newest = database.prepare(pageStatement("DESC"));
  const oldest = database.prepare(pageStatement("ASC"));
  const setMark = database.prepare("INSERT OR IGNORE INTO marks (id, mark) VALUES (?, ?)");
  const getMark = database.prepare("SELECT 1 FROM marks WHERE id = ? AND mark = ?");

  const findAny = (id: string): unknown => {
    const row = select.get(id);
    return row ? JSON.parse(textOf(row["body"])) : undefined;
  };
  const positionOf = (id: string, kind: Kind): number | undefined => {
    const row = position.get(id, kind);
    return row ? numberOf(row["seq"]) : undefined;
  };

  return {
    database,
    findAny,
    positionOf,
    transaction<T>(work: () => T): T {
      begin.run();
      try {
        const result = work();
        commit.run();
        return result;
      } catch (error) {
        rollback.run();
        throw error;
      }
    },
    put<T extends AnyObject>(object: T): T {
      upsert.run(object.id, object.object, labelOf(object), object.created, JSON.stringify(object));
      return object;
    },
    find<K extends Kind>(kind: K, id: string): ObjectKinds[K] | undefined {
      const found = findAny(id);
      return isKind(kind, found) ? found : undefined;
    },
    page(query: PageQuery): Page {
      const { kind, label, created, after, before, limit } = query;
      const statement = before === undefined ? newest : oldest;
      const below = (after !== undefined && positionOf(after, kind)) || Number.MAX_SAFE_INTEGER;
      const above = (before !== undefined && positionOf(before, kind)) || 0;
      const rows = statement.all(kind, below, above, label, created.from, created.to, limit + 1);
      const data = rows.slice(0, limit).map((row): unknown => JSON.parse(textOf(row["body"])));
      return { data: before === undefined ? data : data.toReversed(), hasMore: rows.length > limit };
    },
    /** Facts about an object that Stripe knows and does not show. */
    mark(id: string, mark: string): void {
      setMark.run(id, mark);
    },
    isMarked(id: string, mark: string): boolean {
      return getMark.get(id, mark) !== undefined;
    },
    close(): void {
      database.close();
    },
  };
}

function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file);
  // A killed process loses nothing that it committed, as only a power cut needs an fsync.
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 2000;");
  database.exec(SCHEMA);
  database.exec(LABEL_OLDER_TRANSACTIONS);
  return database;
}

/** What lists can be narrowed by: an event's type; a transaction's type, currency and source; a refund's payment. */
function labelOf(object: AnyObject): string {
  if (object.object === "event") return object.type;
  if (object.object === "balance_transaction") return `${object.type} ${object.currency} ${object.source}`;
  if (object.object === "refund") return `${object.payment_intent} ${object.charge}`;
  return "";
}

/** A GLOB that only the text itself matches. */
export function asGlob(text: string): string {
  return text.replace(/[*?[]/g, "[$&]");
}

function pageStatement(order: "ASC" | "DESC"): string {
  return `SELECT body FROM objects WHERE kind = ? AND seq < ? AND seq > ? AND label GLOB ?
          AND created >= ? AND created <= ? ORDER BY seq ${order} LIMIT ?`;
}
