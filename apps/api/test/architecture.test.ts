import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { routers } from "../src/routes.ts";
import { routeFaults, verbFaults } from "./architecture/action-rules.ts";
import { codeFaults } from "./architecture/code-rules.ts";
import { houseFiles, houseSources, root } from "./architecture/house-sources.ts";
import { importFaults } from "./architecture/import-rules.ts";
import { moduleFaults, nameFaults, sizeFaults } from "./architecture/name-rules.ts";
import { readSource } from "./architecture/read-source.ts";
import { statementFaults, statementsOf, tableFaults, tableOwners } from "./architecture/table-rules.ts";

const files = houseFiles();
const sources = houseSources();
const owners = tableOwners(schemaTexts());

function schemaTexts(): Record<string, string> {
  const folder = join(root, "apps/api/prisma/schema");
  return Object.fromEntries(
    readdirSync(folder).map((file) => [file.replace(/\.prisma$/, ""), readFileSync(join(folder, file), "utf8")]),
  );
}

test("the house is read", () => {
  expect(sources.length).toBeGreaterThan(200);
  expect(owners.get("booking")).toBe("bookings");
  expect(owners.get("app_user")).toBe("users");
  expect(sources.flatMap(statementsOf).length).toBeGreaterThan(60);
});

test("everybody imports only whom he may", () => {
  expect(importFaults(sources)).toEqual([]);
});

test("names say something", () => {
  expect(nameFaults(files)).toEqual([]);
});

test("files fit on a screen or two", () => {
  expect(sizeFaults(sources)).toEqual([]);
});

test("every module says what it owns and has one door", () => {
  expect(moduleFaults(files)).toEqual([]);
});

test("no assertion, no any, no silenced check, no environment read on the way", () => {
  expect(codeFaults(sources)).toEqual([]);
});

test("a table is written by its module alone", () => {
  expect(tableFaults(sources, owners)).toEqual([]);
});

test("a statement's name stands for one text", () => {
  expect(statementFaults(sources)).toEqual([]);
});

test("a verb file defines one verb, named as the file", () => {
  expect(verbFaults(sources)).toEqual([]);
});

test("an action is named router.procedure, and requires a key where money or dates are taken", () => {
  expect(routeFaults(routers)).toEqual([]);
});

const modules = "apps/api/src/modules";

test.each([
  [
    "apps/api/src/platform/x.ts",
    'import { a } from "../modules/users/index.ts";',
    "platform/ does not import modules/",
  ],
  [`${modules}/users/x.ts`, 'import { a } from "../bookings/index.ts";', "users stands to the left of bookings"],
  [`${modules}/bookings/x.ts`, 'import { a } from "../listings/occupancy.ts";', "entered through its index.ts"],
  [`${modules}/notifications/x.ts`, 'export { a } from "../bookings/index.ts";', "notifications stands to the left"],
  [`${modules}/reviews/x.ts`, 'import { a } from "../disputes/index.ts";', "or beside it"],
  [`${modules}/users/x.ts`, 'import { a } from "../../surfaces/session.ts";', "modules/ does not import surfaces/"],
  [`${modules}/users/x.ts`, 'import type { User } from "../../generated/prisma/client.ts";', "platform/prisma-on.ts"],
  [`${modules}/users/x.ts`, 'const a = await import("pg-boss");', "stays behind apps/api/src/platform/jobs.ts"],
  ["apps/api/src/surfaces/x.ts", 'import { a } from "../modules/users/me.ts";', "entered through its index.ts"],
  ["apps/api/src/surfaces/x.ts", 'import { a } from "../app.ts";', "surfaces/ does not import app.ts"],
  ["apps/api/src/bin/x.ts", 'import { a } from "../surfaces/session.ts";', "bin/ does not import surfaces/"],
  ["apps/api/src/app.ts", 'import { a } from "@roost/sandbox/stripe";', "only first-run starts the sandbox"],
  ["apps/api/src/app.ts", 'import {\n  a,\n} from "@roost/sdk";', "does not know that package"],
  ["apps/api/src/app.ts", 'import { a } from "../test/app.ts";', "does not import what tests"],
  ["apps/api/src/app.ts", 'import { a } from "../../../packages/contract/src/index.ts";', "imported by name"],
  ["apps/api/src/stray.ts", 'import { a } from "./app.ts";', "no place in the picture"],
  ["packages/contract/src/x.ts", 'import { a } from "lodash";', "does not know that package"],
  ["packages/contract/src/x.ts", 'import { a } from "node:fs";', "must run in a browser"],
  ["packages/sdk/src/x.ts", 'import type { a } from "@roost/contract";', "does not know that package"],
  ["packages/sandbox/src/x.ts", 'import { a } from "@roost/contract";', "does not know that package"],
  ["packages/bench/src/x.ts", 'import { a } from "../../../apps/api/src/app.ts";', "imported by name"],
  ["packages/bench/src/x.ts", 'import { a } from "./y";', "with its ending"],
])("%s: %s is found", (path, text, reason) => {
  expect(importFaults([readSource(path, text)])).toEqual([expect.stringContaining(reason)]);
});

test("what may be imported is not found", () => {
  const fine = [
    [`${modules}/bookings/x.ts`, 'import { a } from "../listings/index.ts"; import { b } from "./y.ts";'],
    [`${modules}/bookings/x.ts`, '// import { a } from "../admin/index.ts";\nconst b = `from "../admin/index.ts"`;'],
    [`${modules}/users/x.test.ts`, 'import { a } from "../../../test/app.ts";'],
    ["packages/sdk/src/x.ts", 'import { a } from "@trpc/client"; import { b } from "./y.ts";'],
  ] as const;
  expect(importFaults(fine.map(([path, text]) => readSource(path, text)))).toEqual([]);
});

test.each([
  ["const a = b as C;", "asserts a type"],
  ["const a = `${b as { c: 1 }}`;", "asserts a type"],
  ["const a: any = 1;", "uses any"],
  ["function f(x: any[]) {}", "uses any"],
  ["const a = b!.c;", "waves null away"],
  ["const a = f(b[0]!);", "waves null away"],
  ["// @ts-ignore", "silences a check"],
  ["/* oxlint-disable no-console */", "silences a check"],
  ["// @ts-expect-error", "expects a type error"],
  ["const a = process.env.HOME;", "reads process.env"],
  ["export default 1;", "exports a default"],
  ["export enum A { b }", "cannot erase"],
])("%s is found", (text, what) => {
  expect(codeFaults([readSource(`${modules}/users/x.ts`, text)])).toEqual([expect.stringContaining(what)]);
});

test("what only looks like it is not found", () => {
  const text = [
    'import { a as b } from "./y.ts"; import * as c from "./z.ts"; export { d as e } from "./y.ts";',
    'const f = ["x"] as const; const g = "x as Y, any!.z"; // h as I, any',
    "const j = !k; const l = m !== n; const o = AbortSignal.any([]); const p = /a as b/.test(q) / 2;",
    "const r = `as S ${t} any`; if (!(u in v)) w();",
  ].join("\n");
  expect(codeFaults([readSource(`${modules}/users/x.ts`, text)])).toEqual([]);
});

test.each([
  ['sql.run("x", "update booking set state = $1")', "writes booking, which belongs to bookings"],
  ['sql.run("x", `with a as (insert into\n  occupancy (id) values ($1)) select 1`)', "which belongs to listings"],
  ['sql.run("x", "DELETE FROM public.ledger_entry")', "which belongs to payments"],
  ['sql.run("x", "update session s set id = $1 from y")', "which belongs to auth"],
  ["tx.listing.update({})", "which belongs to listings"],
  ["tx.emailToken.deleteMany()", "which belongs to auth"],
  ['sql.run("x", "insert into nowhere values (1)")', "which nobody owns"],
  ["sql.run('x', `insert into ${table} values (1)`)", "named at run time"],
])("a user's verb with %s is found", (text, reason) => {
  const found = tableFaults([readSource(`${modules}/users/x.ts`, text)], owners);
  expect(found).toEqual([expect.stringContaining(reason)]);
});

test("a module's own writes, and locks on others' rows, are not found", () => {
  const text = `sql.run("x", "update app_user set roles = $1"); tx.user.update({});
    sql.one("y", "select 1 from listing for no key update"); sql.one("z", "insert into app_user (id) values ($1)
      on conflict (email) do update set email = excluded.email")`;
  expect(tableFaults([readSource(`${modules}/users/x.ts`, text)], owners)).toEqual([]);
});

test("one name for two statements is found", () => {
  const one = readSource(
    `${modules}/users/x.ts`,
    'sql.one<{ a: 1 }>("user", "select 1"); sql.all("user", `select  1`);',
  );
  const other = readSource(`${modules}/auth/y.ts`, 'sql.one(\n  "user",\n  `select 2`,\n)');
  const variable = readSource(`${modules}/auth/z.ts`, 'sql.one("user", text)');
  expect(statementFaults([one])).toEqual([]);
  expect(statementFaults([one, other])).toHaveLength(1);
  expect(statementFaults([one, variable])).toHaveLength(1);
});

test("vague and ill-formed names are found", () => {
  const vague = [
    "src/utils/a.ts",
    "src/modules/booking.service.ts",
    "src/types.ts",
    "src/test-helpers.ts",
    "src/a/common.ts",
  ];
  for (const path of vague) expect(nameFaults([`apps/api/${path}`]), path).toHaveLength(1);
  expect(nameFaults(["apps/api/src/modules/users/findUser.ts"])).toHaveLength(1);
  expect(nameFaults(["apps/api/src/surfaces/sdk-types.ts", "apps/api/src/x/README.md"])).toEqual([]);
});

test("long files and too many longish ones are found", () => {
  const file = (lines: number) => ({ path: `${lines}.ts`, text: "x\n".repeat(lines) });
  expect(sizeFaults([file(301), ...Array.from({ length: 9 }, () => file(10))])).toEqual(["301.ts: 301 lines"]);
  expect(sizeFaults([file(200), file(250), ...Array.from({ length: 17 }, () => file(10))])).toHaveLength(1);
});

test("a module without a door or a word about itself is found", () => {
  expect(moduleFaults([`${modules}/users/me.ts`])).toEqual([
    `${modules}/users has no README.md`,
    `${modules}/users has no index.ts`,
  ]);
});

test("a verb in the wrong file, two in one, or one with a foreign name is found", () => {
  const verb = (name: string, called = "users.x") => `export const ${name} = command({ name: "${called}" });`;
  const faultsOf = (path: string, text: string) => verbFaults([readSource(`${modules}/users/${path}`, text)]);
  expect(faultsOf("find-user.ts", verb("findUser"))).toEqual([]);
  expect(faultsOf("get-user.ts", verb("findUser"))).toHaveLength(1);
  expect(faultsOf("find-user.ts", verb("findUser") + verb("lockUser"))).toHaveLength(1);
  expect(faultsOf("find-user.ts", verb("findUser", "bookings.find"))).toHaveLength(1);
});

test("a misnamed action, or one that takes money without a key, is found", () => {
  const start = { action: { name: "payments.start", kind: "provider", key: "required" } };
  expect(routeFaults({ payments: { start } })).toEqual([]);
  expect(routeFaults({ payments: { begin: start } })).toHaveLength(1);
  expect(routeFaults({ bookings: { cancel: { action: { name: "bookings.cancel", kind: "command" } } } })).toHaveLength(
    1,
  );
});
