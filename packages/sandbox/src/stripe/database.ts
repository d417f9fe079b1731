import { DatabaseSync } from "node:sqlite";

const OBJECTS = `
  CREATE TABLE IF NOT EXISTS objects (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, label TEXT NOT NULL,
    created INTEGER NOT NULL, body TEXT NOT NULL, account TEXT NOT NULL DEFAULT '') STRICT;
`;
const REST = `
  DROP INDEX IF EXISTS objects_by_kind;
  CREATE INDEX IF NOT EXISTS objects_by_owner ON objects (kind, account, seq);
  CREATE INDEX IF NOT EXISTS transfers_by_group ON objects (json_extract(body, '$.transfer_group')) WHERE kind = 'transfer';
  CREATE INDEX IF NOT EXISTS transfers_by_destination ON objects (json_extract(body, '$.destination')) WHERE kind = 'transfer';
  CREATE INDEX IF NOT EXISTS transfers_by_source ON objects (json_extract(body, '$.source_transaction')) WHERE kind = 'transfer';
  CREATE INDEX IF NOT EXISTS reversals_by_transfer ON objects (json_extract(body, '$.transfer')) WHERE kind = 'transfer_reversal';
  CREATE INDEX IF NOT EXISTS disputes_by_charge ON objects (json_extract(body, '$.charge')) WHERE kind = 'dispute';
  CREATE INDEX IF NOT EXISTS refunds_by_charge ON objects (json_extract(body, '$.charge')) WHERE kind = 'refund';
  CREATE INDEX IF NOT EXISTS refunds_by_payment ON objects (json_extract(body, '$.payment_intent')) WHERE kind = 'refund';
  CREATE INDEX IF NOT EXISTS books_by_source ON objects (json_extract(body, '$.source')) WHERE kind = 'balance_transaction';
  CREATE TABLE IF NOT EXISTS balances (
    account TEXT NOT NULL, currency TEXT NOT NULL, amount INTEGER NOT NULL,
    PRIMARY KEY (account, currency)) STRICT, WITHOUT ROWID;
  CREATE TRIGGER IF NOT EXISTS balances_move AFTER INSERT ON objects WHEN new.kind = 'balance_transaction' BEGIN
    INSERT INTO balances (account, currency, amount)
    VALUES (new.account, json_extract(new.body, '$.currency'), json_extract(new.body, '$.net'))
    ON CONFLICT (account, currency) DO UPDATE SET amount = amount + excluded.amount;
  END;
  CREATE TABLE IF NOT EXISTS marks (id TEXT NOT NULL, mark TEXT NOT NULL, PRIMARY KEY (id, mark)) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY, endpoint TEXT NOT NULL, form TEXT NOT NULL,
    status INTEGER NOT NULL, body TEXT NOT NULL, request TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS outbox (
    id INTEGER PRIMARY KEY, event TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, due INTEGER NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS outbox_by_due ON outbox (due, id);
  CREATE INDEX IF NOT EXISTS outbox_by_event ON outbox (event);
`;
/** A file of an earlier version: its objects are the platform's, and its balances are what its transactions sum to. */
const OWNERS = "ALTER TABLE objects ADD COLUMN account TEXT NOT NULL DEFAULT ''";
const BALANCES = `
  INSERT INTO balances (account, currency, amount)
  SELECT account, json_extract(body, '$.currency') AS currency, sum(json_extract(body, '$.net'))
  FROM objects WHERE kind = 'balance_transaction' GROUP BY account, currency
`;
/** Files of before an event could be delivered twice. */
const EMPTY_OLDER_OUTBOX = `
  BEGIN;
  INSERT INTO outbox (event, attempts, due) SELECT event, attempts, due FROM deliveries ORDER BY rowid;
  DROP TABLE deliveries;
  COMMIT;
`;

export function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file);
  // A killed process loses nothing that it committed, as only a power cut needs an fsync.
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 2000;");
  database.exec(OBJECTS);
  const columns = database.prepare("SELECT name FROM pragma_table_info('objects')").all();
  const isEarlier = !columns.some(({ name }) => name === "account");
  if (isEarlier) database.exec(OWNERS);
  database.exec(REST);
  if (isEarlier) database.exec(BALANCES);
  const hasOlderOutbox = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'deliveries'").get() !== undefined;
  if (hasOlderOutbox) database.exec(EMPTY_OLDER_OUTBOX);
  return database;
}
