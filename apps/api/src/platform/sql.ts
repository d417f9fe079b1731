import type pg from "pg";

/** Hand-written SQL. Statements are named, so that Postgres parses and plans each once a connection. */
export interface Sql {
  one<Row extends object>(name: string, text: string, values?: readonly unknown[]): Promise<Row | undefined>;
  all<Row extends object>(name: string, text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** The number of rows that were written. */
  run(name: string, text: string, values?: readonly unknown[]): Promise<number>;
}

/** Anything that runs a pg query: the pool, or one client inside a transaction. */
export interface Queryable {
  query<Row extends pg.QueryResultRow>(config: pg.QueryConfig): Promise<pg.QueryResult<Row>>;
}

export function sqlOn(target: Queryable): Sql {
  const ask = <Row extends object>(name: string, text: string, values: readonly unknown[] = []) =>
    target.query<Row>({ name, text, values: [...values] });
  return {
    one: async <Row extends object>(name: string, text: string, values?: readonly unknown[]) =>
      (await ask<Row>(name, text, values)).rows[0],
    all: async <Row extends object>(name: string, text: string, values?: readonly unknown[]) =>
      (await ask<Row>(name, text, values)).rows,
    run: async (name, text, values) => (await ask(name, text, values)).rowCount ?? 0,
  };
}
