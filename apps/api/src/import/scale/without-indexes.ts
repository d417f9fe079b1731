import type pg from "pg";

/**
 * Runs `load` in a transaction in which the tables have no indexes, keys or triggers of their own, only checks, and makes
 * them again, word for word, before it commits. Whatever fails, the tables stay as they were.
 */
export async function withoutIndexes(
  client: pg.Client,
  { tables, say }: { readonly tables: readonly string[]; readonly say: (line: string) => void },
  load: () => Promise<void>,
): Promise<void> {
  await client.query("begin");
  try {
    const parts = await takeDown(client, tables);
    await load();
    for (const { what, build } of parts) {
      say(`${what} …`);
      await client.query(build);
    }
    for (const table of tables) await client.query(`alter table ${table} enable trigger user`);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}

interface Part {
  readonly what: string;
  readonly build: string;
}

async function takeDown(client: pg.Client, tables: readonly string[]): Promise<readonly Part[]> {
  for (const table of tables) await client.query(`alter table ${table} disable trigger user`);
  const { rows: constraints } = await client.query<Constraint>(constraintsText, [tables]);
  for (const { table, name } of constraints) await client.query(`alter table ${table} drop constraint ${name}`);
  const { rows: indexes } = await client.query<{ table: string; name: string; definition: string }>(indexesText, [
    tables,
  ]);
  for (const { name } of indexes) await client.query(`drop index ${name}`);
  const those = (kinds: string) => constraints.filter(({ kind }) => kinds.includes(kind));
  return [
    ...those("pu").map(constraintPart),
    ...indexes.map(({ name, definition }) => ({ what: `index ${name}`, build: definition })),
    ...those("xf").map(constraintPart),
  ];
}

interface Constraint {
  readonly table: string;
  readonly name: string;
  readonly kind: string;
  readonly definition: string;
}

// A key that other tables point to stays: it could not be dropped without what points to it.
const constraintsText = `select conrelid::regclass::text as table, quote_ident(conname) as name, contype as kind,
    pg_get_constraintdef(oid) as definition
  from pg_constraint c
  where conrelid = any($1::regclass[]) and contype in ('p', 'u', 'x', 'f')
    and not (contype in ('p', 'u') and exists (select from pg_constraint f where f.confrelid = c.conrelid and f.contype = 'f'))
  order by position(contype::text in 'fxup'), conname`;

const indexesText = `select i.indrelid::regclass::text as table, i.indexrelid::regclass::text as name,
    pg_get_indexdef(i.indexrelid) as definition
  from pg_index i
  where i.indrelid = any($1::regclass[])
    and not exists (select from pg_constraint c where c.conindid = i.indexrelid and c.conrelid = i.indrelid)
  order by 2`;

const constraintPart = ({ table, name, definition }: Constraint): Part => ({
  what: `constraint ${name}`,
  build: `alter table ${table} add constraint ${name} ${definition}`,
});
