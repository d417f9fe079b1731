import { randomBytes } from "node:crypto";
import pg from "pg";

export interface RoleUrls {
  /** The owner: migrations and nothing else. */
  readonly ownerUrl: string;
  /** The server's role: no DDL, no update or delete where history must stay. */
  readonly appUrl: string;
}

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** Passwords that nobody knows. */
const newPasswords = (): RolePasswords => ({ owner: secret(), app: secret() });

const secret = () => randomBytes(18).toString("base64url");

export interface RolePasswords {
  readonly owner: string;
  readonly app: string;
}

/** Makes the two roles and the database, where they are missing. Needs a superuser's URL. */
export async function prepareDatabase(
  superuserUrl: string,
  database: string,
  passwords: RolePasswords = newPasswords(),
): Promise<RoleUrls> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await ensureRole(client, { role: "roost_owner", options: "CREATEROLE CREATEDB", password: passwords.owner });
    await ensureRole(client, { role: "roost_app", options: "", password: passwords.app });
    const { rowCount } = await client.query("select from pg_database where datname = $1", [database]);
    if (rowCount === 0) await client.query(`create database ${quote(database)} owner roost_owner`);
    return {
      ownerUrl: urlOf(superuserUrl, { user: "roost_owner", password: passwords.owner, database }),
      appUrl: urlOf(superuserUrl, { user: "roost_app", password: passwords.app, database }),
    };
  } finally {
    await client.end();
  }
}

interface Role {
  readonly role: string;
  readonly options: string;
  readonly password: string;
}

async function ensureRole(client: pg.Client, { role, options, password }: Role): Promise<void> {
  const { rowCount } = await client.query("select from pg_roles where rolname = $1", [role]);
  const verb = rowCount === 0 ? "create" : "alter";
  await client.query(`${verb} role ${quote(role)} login ${options} password ${pg.escapeLiteral(password)}`);
}

/** The same server, another user and database. */
function urlOf(base: string, to: { user: string; password: string; database: string }): string {
  const url = new URL(base);
  url.username = to.user;
  url.password = to.password;
  url.pathname = `/${to.database}`;
  return url.href;
}
