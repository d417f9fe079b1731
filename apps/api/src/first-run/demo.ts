import { fileURLToPath } from "node:url";
import type { Role } from "@roost/contract";
import type { App } from "../app.ts";
import { importListings } from "../import/import-listings.ts";
import { createAccount } from "../modules/auth/index.ts";
import { newId } from "../platform/ids.ts";
import { hangDemoPictures } from "./demo-pictures.ts";

export interface DemoUser {
  readonly email: string;
  readonly password: string;
  readonly roles: readonly Role[];
}

const password = "roost-demo-2026";

const demoHost = "host@demo.test";

const people = [
  { email: "guest@demo.test", firstName: "Gro", lastName: "Gjest", roles: ["guest"] },
  { email: demoHost, firstName: "Håkon", lastName: "Vert", roles: ["guest", "host"] },
  { email: "admin@demo.test", firstName: "Ada", lastName: "Drift", roles: ["guest", "admin"] },
] as const satisfies readonly (Omit<DemoUser, "password"> & { firstName: string; lastName: string })[];

/** A host of the file with homes of both booking modes; in the demo they are host@demo.test's. */
const demoHostInFile = "25927831";
const file = fileURLToPath(new URL("../../demo/oslo-listings.csv", import.meta.url));

/** Demo data, once: three people with a known password, and the homes of Oslo. What was cut off goes on. */
export async function ensureDemo(app: App, say: (line: string) => void): Promise<readonly DemoUser[]> {
  const users = people.map(({ email, roles }) => ({ email, password, roles }));
  if (!(await isDone(app))) await fill(app, say);
  await hangDemoPictures(app, demoHost);
  return users;
}

async function fill(app: App, say: (line: string) => void): Promise<void> {
  for (const person of people) {
    const call = { actor: { kind: "system" }, requestId: newId() } as const;
    await app.engine.execute(createAccount, call, { ...person, password });
  }
  say("Importing the homes of Oslo …");
  const owner = await app.sql.one<{ id: string }>("demo_host", "select id from app_user where email = $1", [demoHost]);
  await importListings({
    pool: app.pool,
    csvPath: file,
    city: "Oslo",
    country: "NO",
    currency: "NOK",
    owners: new Map(owner ? [[demoHostInFile, owner.id]] : []),
  });
}

/** Whoever imported homes of his own may have as many: the people have to be there, too. */
async function isDone({ sql }: App): Promise<boolean> {
  const row = await sql.one<{ homes: number; people: number }>(
    "demo_done",
    `select (select count(*) from listing where external_id is not null) as homes,
       (select count(*) from app_user where email = any($1)) as people`,
    [people.map(({ email }) => email)],
  );
  return row?.people === people.length && row.homes >= homesInFile;
}

const homesInFile = 10_098;
