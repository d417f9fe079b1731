import {
  type ColumnType,
  ColumnTypeEnum,
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlQuery,
} from "@prisma/driver-adapter-utils";
import pg from "pg";

/**
 * What the schema engine needs of a database, on one connection, for it takes locks that belong to a session.
 * Prisma's own adapter cannot be used: it does not read the catalogs' "char", and cuts scripts at every semicolon.
 */
export async function openAdapter(url: URL): Promise<SqlDriverAdapter> {
  const client = new pg.Client({ connectionString: url.href, application_name: "roost-schema-engine" });
  // A connection that breaks is told of by the next query.
  client.on("error", () => undefined);
  await client.connect().catch(refuse);
  const query = ({ sql, args }: SqlQuery) =>
    client.query<unknown[]>({ text: sql, values: args, rowMode: "array" }).catch(refuse);
  return {
    provider: "postgres",
    adapterName: "roost",
    async queryRaw(wanted) {
      const { fields, rows } = await query(wanted);
      return {
        columnNames: fields.map(({ name }) => name),
        columnTypes: fields.map(({ dataTypeID }) => columnTypes.get(dataTypeID) ?? ColumnTypeEnum.Text),
        rows: rows.map((row) => row.map((value) => (value instanceof Date ? value.toISOString() : value))),
      };
    },
    executeRaw: async (wanted) => (await query(wanted)).rowCount ?? 0,
    async executeScript(script) {
      await client.query(script).catch(refuse);
    },
    startTransaction: () => Promise.reject(new Error("the schema engine opens no transactions")),
    dispose: () => client.end(),
  };
}

/** The types of the catalogs and of _prisma_migrations; all others travel as text. */
const columnTypes: ReadonlyMap<number, ColumnType> = new Map([
  [pg.types.builtins.BOOL, ColumnTypeEnum.Boolean],
  [pg.types.builtins.CHAR, ColumnTypeEnum.Character],
  [pg.types.builtins.INT2, ColumnTypeEnum.Int32],
  [pg.types.builtins.INT4, ColumnTypeEnum.Int32],
  [pg.types.builtins.INT8, ColumnTypeEnum.Int64],
  [pg.types.builtins.OID, ColumnTypeEnum.Int64],
  [pg.types.builtins.TIMESTAMPTZ, ColumnTypeEnum.DateTime],
  [1009, ColumnTypeEnum.TextArray],
]);

function refuse(error: unknown): never {
  if (!(error instanceof pg.DatabaseError)) throw new DriverAdapterError({ kind: "ConnectionClosed" });
  const { code = "", severity = "", message, detail, column, hint } = error;
  throw new DriverAdapterError({ kind: "postgres", code, severity, message, detail, column, hint });
}
