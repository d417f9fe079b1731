import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { namedSince } from "./changesets.ts";
import { errorChanges } from "./error-changes.ts";
import type { Finding } from "./finding.ts";
import { type Git, gitIn } from "./git.ts";
import { graphqlChanges } from "./graphql-changes.ts";
import { openApiChanges } from "./openapi-changes.ts";
import { readOpenApi } from "./openapi-document.ts";
import { sdkChanges } from "./sdk-changes.ts";

export interface Compared {
  readonly path: string;
  /** The oldest commit that is compared with; undefined where there is none. */
  readonly commit: string | undefined;
  readonly findings: readonly Judged[];
}

/** A breaking change, with the reason that a changeset gives. */
export type Judged = Finding & { readonly reason: string | undefined };

const openApi = "docs/generated/openapi.json";

type Judge = (before: string, after: string, actions: readonly string[]) => readonly Finding[];

const contracts: Readonly<Record<string, Judge>> = {
  [openApi]: openApiChanges,
  "docs/generated/schema.graphql": graphqlChanges,
  "packages/sdk/src/generated/router.ts": sdkChanges,
  "packages/sdk/src/generated/errors.ts": errorChanges,
};

/** So many versions: whoever relied on one of them must not be let down by two steps where one step is refused. */
const versions = 30;

/** Compares each contract with the versions that were committed before, or with `base`, a commit that one names. */
export async function checkContract(root: string, base?: string): Promise<readonly Compared[]> {
  const git = gitIn(root);
  if (base !== undefined && (await git(["rev-parse", "--verify", `${base}^{commit}`])) === undefined) {
    throw new Error(`there is no commit ${base} to compare with`);
  }
  const compared: Compared[] = [];
  for (const [path, judge] of Object.entries(contracts)) {
    const commits = base === undefined ? await versionsOf(git, path) : [base];
    const findings = new Map<string, Judged>();
    let oldest: string | undefined;
    for (const commit of commits) {
      const judged = await judgedSince({ root, git, path, commit, judge });
      if (!judged) continue;
      oldest = commit;
      for (const one of judged) {
        const known = findings.get(`${one.subject} ${one.change}`);
        // Named once and done again unnamed: what is unnamed counts.
        if (!known || one.reason === undefined) findings.set(`${one.subject} ${one.change}`, one);
      }
    }
    compared.push({ path, commit: oldest, findings: [...findings.values()] });
  }
  return compared;
}

interface Comparison {
  readonly root: string;
  readonly git: Git;
  readonly path: string;
  readonly commit: string;
  readonly judge: Judge;
}

/** What has broken since a commit; undefined where it has no other version of this contract. */
async function judgedSince({ root, git, path, commit, judge }: Comparison): Promise<readonly Judged[] | undefined> {
  const [before, after] = [await git(["show", `${commit}:${path}`]), await readFile(join(root, path), "utf8")];
  if (before === undefined || before === after) return undefined;
  const actions = actionsIn(await readFile(join(root, openApi), "utf8"));
  const gone = actionsIn(await git(["show", `${commit}:${openApi}`]));
  const found = judge(before, after, [...actions, ...gone]);
  const reasons = found.length === 0 ? new Map<string, string>() : await namedSince(root, commit, git);
  return found.map((finding) => ({ ...finding, reason: reasons.get(finding.subject) }));
}

const actionsIn = (document: string | undefined): readonly string[] =>
  document === undefined ? [] : [...readOpenApi(document).operations.keys()];

/** The commits that made versions of a contract, newest first, back to when changesets began. */
async function versionsOf(git: Git, path: string): Promise<readonly string[]> {
  const [began] = linesOf(await git(["log", "--diff-filter=A", "--format=%H", "--", ".changeset/README.md"]));
  const range = began === undefined ? [] : [`${began}..HEAD`];
  const log = ["log", `-${versions}`, "--first-parent", "--format=%H", ...range, "--", path];
  return [...linesOf(await git(log)), ...(began === undefined ? [] : [began])];
}

const linesOf = (text: string | undefined): readonly string[] => text?.split("\n").filter((line) => line !== "") ?? [];
