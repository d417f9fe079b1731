import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { namedSince } from "./changesets.ts";
import type { Finding } from "./finding.ts";
import { type Git, gitIn } from "./git.ts";
import { graphqlChanges } from "./graphql-changes.ts";
import { openApiChanges } from "./openapi-changes.ts";
import { readOpenApi } from "./openapi-document.ts";
import { sdkChanges } from "./sdk-changes.ts";

export interface Compared {
  readonly path: string;
  /** The commit that is compared with; undefined where there is none. */
  readonly commit: string | undefined;
  /** With the reason that a changeset gives. */
  readonly findings: readonly (Finding & { readonly reason: string | undefined })[];
}

const openApi = "docs/generated/openapi.json";

type Judge = (before: string, after: string, actions: readonly string[]) => readonly Finding[];

const contracts: Readonly<Record<string, Judge>> = {
  [openApi]: openApiChanges,
  "docs/generated/schema.graphql": graphqlChanges,
  "packages/sdk/src/generated/router.ts": sdkChanges,
};

/** Compares each contract with what was committed last, or with `base`, a commit that one names. */
export async function checkContract(root: string, base?: string): Promise<readonly Compared[]> {
  const git = gitIn(root);
  const actions = actionsIn(await readFile(join(root, openApi), "utf8"));
  const compared: Compared[] = [];
  for (const [path, judge] of Object.entries(contracts)) {
    const after = await readFile(join(root, path), "utf8");
    const commit = base ?? (await predecessor({ git, path, after }));
    const before = commit === undefined ? undefined : await git(["show", `${commit}:${path}`]);
    if (commit === undefined || before === undefined) {
      compared.push({ path, commit: undefined, findings: [] });
      continue;
    }
    const gone = actionsIn(await git(["show", `${commit}:${openApi}`]));
    const found = judge(before, after, [...actions, ...gone]);
    const reasons = found.length === 0 ? new Map<string, string>() : await namedSince(root, commit, git);
    const findings = found.map((finding) => ({ ...finding, reason: reasons.get(finding.subject) }));
    compared.push({ path, commit, findings });
  }
  return compared;
}

const actionsIn = (document: string | undefined): readonly string[] =>
  document === undefined ? [] : [...readOpenApi(document).operations.keys()];

interface Version {
  readonly git: Git;
  readonly path: string;
  readonly after: string;
}

/** HEAD, while its version is being changed; on a clean clone the commit that made the version before HEAD's. */
async function predecessor({ git, path, after }: Version): Promise<string | undefined> {
  const committed = await git(["show", `HEAD:${path}`]);
  if (committed !== undefined && committed !== after) return (await git(["rev-parse", "HEAD"]))?.trim();
  const versions = await git(["log", "-2", "--first-parent", "--format=%H", "--", path]);
  return versions?.trim().split("\n")[1];
}
