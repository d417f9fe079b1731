import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { inject } from "vitest";

export interface TestDatabase {
  /** A folder of its own for files; made when something is written. */
  readonly home: string;
  /** As the server's role. */
  readonly url: string;
  readonly ownerUrl: string;
  readonly superuserUrl: string;
  drop(): Promise<void>;
}

/** A database of its own, migrated and empty, on the run's Postgres. */
export async function freshDatabase(): Promise<TestDatabase> {
  const { superuserUrl, ownerUrl, appUrl } = inject("cluster");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await administer(superuserUrl, `create database ${name} template template_roost owner roost_owner`);
  const home = join(tmpdir(), `roost-${name}`);
  return {
    home,
    url: at(appUrl, name),
    ownerUrl: at(ownerUrl, name),
    superuserUrl: at(superuserUrl, name),
    async drop() {
      await administer(superuserUrl, `drop database if exists ${name} with (force)`);
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function at(base: string, database: string): string {
  const url = new URL(base);
  url.pathname = `/${database}`;
  return url.href;
}

/** What the server may not do itself, such as putting a trigger in its way. */
export async function asOwner(database: TestDatabase, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
