import type { Sql } from "../../src/platform/sql.ts";

/** Every row of every table and every job that was ever made, a line each: `table {"column":…}`. */
export async function rowsOf(sql: Sql): Promise<readonly string[]> {
  const tables = await sql.all<{ name: string }>("test_tables", tablesText);
  const selects = tables.map(({ name }) => `select '${name} ' || to_jsonb(x)::text as line from "${name}" x`);
  const rows = await sql.all<{ line: string }>("test_rows", [...selects, jobsText].join(" union all "));
  return rows.map(({ line }) => line).toSorted();
}

// Words of homes are counted by a sweep, beside whatever call that falls on.
const tablesText = `select table_name as name from information_schema.tables
  where table_schema = 'public' and table_type = 'BASE TABLE'
    and table_name not in ('_prisma_migrations', 'vocab', 'vocab_change') order by 1`;

const jobsText = `select 'job ' || name || ' ' || data::text from pgboss.job where left(name, 2) <> '__'`;
