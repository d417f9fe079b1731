import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { openDatabase } from "./database.ts";
import { numberOf, textOf } from "./guards.ts";
import { type AnyObject, isKind, type Kind, kindOf, type ObjectKinds } from "./objects.ts";

export interface PageQuery {
  readonly kind: Kind;
  /** A GLOB over the label. */
  readonly label: string;
  /** Top-level fields of the object and the values that they must have; undefined asks for nothing. */
  readonly where?: Readonly<Record<string, string | number | undefined>> | undefined;
  readonly created: { readonly from: number; readonly to: number };
  readonly after?: string | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
}

export interface Page {
  readonly data: readonly unknown[];
  readonly hasMore: boolean;
}

export interface Balance {
  readonly currency: string;
  readonly amount: number;
}

/** Everything that the sandbox remembers of one account. Callers group their writes by `transaction`. */
export interface Store {
  readonly database: DatabaseSync;
  /** Whose objects these are: a connected account's, or with null the platform's own. */
  readonly account: string | null;
  of(account: string | null): Store;
  /** Any account's object, for references and deliveries. */
  findAny(id: string): unknown;
  /** The account that an object belongs to, null for the platform. */
  ownerOf(id: string): string | null;
  positionOf(id: string, kind: Kind): number | undefined;
  transaction<T>(work: () => T): T;
  put<T extends AnyObject>(object: T): T;
  find<K extends Kind>(kind: K, id: string): ObjectKinds[K] | undefined;
  page(query: PageQuery): Page;
  /** What the account's balance transactions sum to, by currency. */
  balances(): readonly Balance[];
  balanceIn(currency: string): number;
  /** Facts about an object that Stripe knows and does not show. */
  mark(id: string, mark: string): void;
  isMarked(id: string, mark: string): boolean;
  close(): void;
}

export function openStore(file: string): Store {
  const database = openDatabase(file);
  const begin = database.prepare("BEGIN IMMEDIATE");
  const commit = database.prepare("COMMIT");
  const rollback = database.prepare("ROLLBACK");
  const upsert = database.prepare(
    `INSERT INTO objects (id, kind, label, created, body, account) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET body = excluded.body`,
  );
  const selectAny = database.prepare("SELECT body FROM objects WHERE id = ?");
  const selectOwner = database.prepare("SELECT account FROM objects WHERE id = ? AND account <> ''");
  const select = database.prepare("SELECT body FROM objects WHERE id = ? AND account = ?");
  const position = database.prepare("SELECT seq FROM objects WHERE id = ? AND kind = ? AND account = ?");
  const selectBalances = database.prepare("SELECT currency, amount FROM balances WHERE account = ? ORDER BY currency");
  const selectBalance = database.prepare("SELECT amount FROM balances WHERE account = ? AND currency = ?");
  const setMark = database.prepare("INSERT OR IGNORE INTO marks (id, mark) VALUES (?, ?)");
  const getMark = database.prepare("SELECT 1 FROM marks WHERE id = ? AND mark = ?");
  const pages = new Map<string, StatementSync>();

  const pageOf = (text: string): StatementSync => {
    const statement = pages.get(text) ?? database.prepare(text);
    pages.set(text, statement);
    return statement;
  };
  const of = (account: string | null): Store => {
    const owner = account ?? "";
    const positionOf = (id: string, kind: Kind): number | undefined => {
      const row = position.get(id, kind, owner);
      return row ? numberOf(row["seq"]) : undefined;
    };
    return {
      database,
      account,
      of,
      findAny: (id) => bodyOf(selectAny.get(id)),
      ownerOf(id) {
        const row = selectOwner.get(id);
        return row ? textOf(row["account"]) : null;
      },
      positionOf,
      transaction(work) {
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
      put(object) {
        const created = "created" in object ? object.created : 0;
        upsert.run(object.id, kindOf(object), labelOf(object), created, JSON.stringify(object), owner);
        return object;
      },
      find(kind, id) {
        const found = bodyOf(select.get(id, owner));
        return isKind(kind, found) ? found : undefined;
      },
      page(query) {
        const { kind, label, created, after, before, limit } = query;
        const where = Object.entries(query.where ?? {}).flatMap(([field, value]) =>
          value === undefined ? [] : [[field, value] as const],
        );
        const fields = where.map(([field]) => field);
        const statement = pageOf(pageStatement(kind, fields, before === undefined ? "DESC" : "ASC"));
        const below = (after !== undefined && positionOf(after, kind)) || Number.MAX_SAFE_INTEGER;
        const above = (before !== undefined && positionOf(before, kind)) || 0;
        const values: SQLInputValue[] = where.map(([, value]) => value);
        const rows = statement.all(owner, below, above, label, created.from, created.to, ...values, limit + 1);
        const data = rows.slice(0, limit).map(bodyOf);
        return { data: before === undefined ? data : data.toReversed(), hasMore: rows.length > limit };
      },
      balances: () =>
        selectBalances
          .all(owner)
          .map((row) => ({ currency: textOf(row["currency"]), amount: numberOf(row["amount"]) })),
      balanceIn(currency) {
        const row = selectBalance.get(owner, currency);
        return row ? numberOf(row["amount"]) : 0;
      },
      mark(id, mark) {
        setMark.run(id, mark);
      },
      isMarked: (id, mark) => getMark.get(id, mark) !== undefined,
      close: () => database.close(),
    };
  };
  return of(null);
}

function bodyOf(row: Record<string, unknown> | undefined): unknown {
  return row ? JSON.parse(textOf(row["body"])) : undefined;
}

/** What only a pattern narrows lists by, as events by `charge.*`. */
function labelOf(object: AnyObject): string {
  return object.object === "event" ? object.type : "";
}

/** The kind and the fields are names in this program's text, never a caller's. */
function pageStatement(kind: Kind, fields: readonly string[], order: "ASC" | "DESC"): string {
  const conditions = fields.map((field) => `AND json_extract(body, '$.${field}') = ?`).join(" ");
  return `SELECT body FROM objects WHERE kind = '${kind}' AND account = ? AND seq < ? AND seq > ? AND label GLOB ?
          AND created >= ? AND created <= ? ${conditions} ORDER BY seq ${order} LIMIT ?`;
}
