import { randomBytes } from "node:crypto";
import pg from "pg";

export interface RoleUrls {
  /** The owner: migrations and nothing else. */
  readonly ownerUrl: string;
  /** The server's role: no DDL, no update or delete where history must stay. */
  readonly appUrl: string;
}

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** Makes the two roles (with new passwords) and the database, where they are missing. Needs a superuser's URL. */
export async function prepareDatabase(superuserUrl: string, database: string): Promise<RoleUrls> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const ownerPassword = await ensureRole(client, "roost_owner", "CREATEROLE CREATEDB");
    const appPassword = await ensureRole(client, "roost_app", "");
    const { rowCount } = await client.query("select from pg_database where datname = $1", [database]);
    if (rowCount === 0) await client.query(`create database ${quote(database)} owner roost_owner`);
    return {
      ownerUrl: urlOf(superuserUrl, { user: "roost_owner", password: ownerPassword, database }),
      appUrl: urlOf(superuserUrl, { user: "roost_app", password: appPassword, database }),
    };
  } finally {
    await client.end();
  }
}

async function ensureRole(client: pg.Client, role: string, options: string): Promise<string> {
  const password = randomBytes(18).toString("base64url");
  const { rowCount } = await client.query("select from pg_roles where rolname = $1", [role]);
  const verb = rowCount === 0 ? "create" : "alter";
  await client.query(`${verb} role ${quote(role)} login ${options} password '${password}'`);
  return password;
}

/** The same server, another user and database. */
export function urlOf(base: string, to: { user: string; password: string; database: string }): string {
  const url = new URL(base);
  url.username = to.user;
  url.password = to.password;
  url.pathname = `/${to.database}`;
  return url.href;
}
