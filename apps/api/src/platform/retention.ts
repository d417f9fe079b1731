import type { Sql } from "./sql.ts";
import type { Sweep } from "./sweeps.ts";

const batch = 1000;

export interface Retention {
  /** `<table>.retention`, also the statement's name. */
  readonly name: string;
  readonly sql: Sql;
  /** Deletes at most $1 rows that are past their time. */
  readonly text: string;
}

/** Deletes what is past its time, a batch at a time, once a minute: nobody waits for it. */
export const retention = ({ name, sql, text }: Retention): Sweep => ({
  name,
  everyMs: 60_000,
  run: () => sql.run(name, text, [batch]),
});

/** Keys of mutations are kept for 30 days of real time. */
export const keyRetention = (sql: Sql): Sweep =>
  retention({
    name: "idempotency.retention",
    sql,
    text: `delete from idempotency where ctid = any(array(
      select ctid from idempotency where created_at < now() - interval '30 days' and status <> 'running'
      order by created_at limit $1))`,
  });
