import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { breakingLines } from "./changesets.ts";
import { checkContract } from "./check-contract.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "roost-contract-"));
  git("init", "--quiet");
  await contract(["bookings.get", "users.me"]);
});
afterEach(() => rm(root, { recursive: true, force: true }));

const git = (...parameters: readonly string[]) => {
  const identity = ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
  return execFileSync("git", [...identity, ...parameters], { cwd: root, encoding: "utf8" }).trim();
};

async function commit(): Promise<string> {
  git("add", "--all");
  git("commit", "--quiet", "--allow-empty", "--message", "A change");
  return git("rev-parse", "HEAD");
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

/** Every contract, of these actions. */
async function contract(actions: readonly string[]): Promise<void> {
  const operation = (operationId: string) => ({ operationId, security: [], responses: {} });
  const paths = Object.fromEntries(actions.map((action) => [`/${action}`, { get: operation(action) }]));
  await write("docs/generated/openapi.json", JSON.stringify({ paths, components: { schemas: {} } }));
  const fields = actions.map((action) => action.replaceAll(/\.(\w)/g, (_, letter: string) => letter.toUpperCase()));
  await write("docs/generated/schema.graphql", `type Query { ${fields.map((field) => `${field}: ID`).join(" ")} }`);
  await write("packages/sdk/src/generated/router.ts", "");
  await write("packages/sdk/src/generated/errors.ts", "");
}

async function checked(base?: string) {
  const [rest, graphql] = await checkContract(root, base);
  const plain = ({ subject, reason }: { subject: string; reason: string | undefined }) => [subject, reason];
  return { commit: rest?.commit, rest: rest?.findings.map(plain), graphql: graphql?.findings.map(plain) };
}

test("without a predecessor there is nothing to compare with", async () => {
  expect(await checked()).toEqual({ commit: undefined, rest: [], graphql: [] });
  await commit();
  expect(await checked()).toEqual({ commit: undefined, rest: [], graphql: [] });
});

test("a change is compared with the versions before it, committed or not", async () => {
  const first = await commit();
  await contract(["bookings.get"]);
  const broken = { commit: first, rest: [["users.me", undefined]], graphql: [["users.me", undefined]] };
  expect(await checked()).toEqual(broken);
  await commit();
  expect(await checked()).toEqual(broken);
  await write("README.md", "Something else.");
  await commit();
  expect(await checked()).toEqual(broken);
});

test("a changeset that came with the change excuses it, and no later one", async () => {
  await commit();
  await contract(["bookings.get"]);
  const reason = "nobody asked who he is";
  await write(".changeset/me.md", `The name goes.\n\nbreaking: users.me: ${reason}\n`);
  expect(await checked()).toMatchObject({ rest: [["users.me", reason]], graphql: [["users.me", reason]] });
  await commit();
  expect(await checked()).toMatchObject({ rest: [["users.me", reason]] });
  await contract(["bookings.get", "users.me"]);
  const again = await commit();
  await contract(["bookings.get"]);
  await commit();
  expect(await checked()).toMatchObject({ rest: [["users.me", undefined]] });
  expect(await checked(again)).toMatchObject({ rest: [["users.me", undefined]] });
});

test("what breaks is not forgotten with the next change, nor by another of many", async () => {
  const first = await commit();
  await contract(["bookings.get"]);
  await commit();
  for (const more of ["users.get", "users.update"]) {
    await contract(["bookings.get", more, "users.list"]);
    await commit();
  }
  const broken = [
    ["users.get", undefined],
    ["users.me", undefined],
  ];
  expect(await checked()).toEqual({ commit: first, rest: broken, graphql: broken });
  await write(".changeset/late.md", "breaking: users.me: who one is, the session says\n");
  expect((await checked()).rest).toContainEqual(["users.me", "who one is, the session says"]);
  await contract(["bookings.get", "users.me", "users.list", "users.get", "users.update"]);
  expect(await checked()).toMatchObject({ rest: [], graphql: [] });
});

test("what was before there were changesets is not compared with", async () => {
  await commit();
  await contract(["bookings.get"]);
  await write(".changeset/README.md", "Changesets.");
  const began = await commit();
  expect(await checked()).toEqual({ commit: undefined, rest: [], graphql: [] });
  await contract(["users.get"]);
  await commit();
  expect(await checked()).toMatchObject({ commit: began, rest: [["bookings.get", undefined]] });
});

test("a branch is compared with the commit that one names, if there is one", async () => {
  const first = await commit();
  await contract(["bookings.get"]);
  const second = await commit();
  await contract(["bookings.get", "users.list"]);
  await commit();
  expect(await checked(second)).toMatchObject({ commit: second, rest: [] });
  expect(await checked(first)).toMatchObject({ commit: first, rest: [["users.me", undefined]] });
  await expect(checked("nowhere")).rejects.toThrow("there is no commit nowhere to compare with");
});

test("a changeset that gives no reason is refused", () => {
  expect(breakingLines("breaking: Booking: payBy is in nextActions\nand more")).toEqual(
    new Map([["Booking", "payBy is in nextActions"]]),
  );
  for (const line of ["breaking: Booking", "breaking Booking: it had to be", "breaking: Booking: so"]) {
    expect(() => breakingLines(line)).toThrow("write it as");
  }
});
