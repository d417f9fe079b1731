import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Git } from "./git.ts";

const folder = ".changeset";

/** What changesets say of breaking changes: the subject, and why. A line that cannot be read is refused. */
export function breakingLines(text: string): ReadonlyMap<string, string> {
  const lines = text.split("\n").filter((line) => /^breaking\b/i.test(line));
  return new Map(
    lines.map((line) => {
      const [, subject = "", reason = ""] = /^breaking: ([\w.]+): (.*\S.*)$/.exec(line) ?? [];
      if (subject === "" || reason.length < 10) {
        throw new Error(`write it as "breaking: <action or type>: <reason>": ${line}`);
      }
      return [subject, reason] as const;
    }),
  );
}

/** The breaking changes that changesets have named since a commit. */
export async function namedSince(root: string, commit: string, git: Git): Promise<ReadonlyMap<string, string>> {
  const named = new Map<string, string>();
  for (const file of await changesetsIn(root)) {
    const before = (await git(["show", `${commit}:${folder}/${file}`])) ?? "";
    const old = new Set(before.split("\n"));
    const now = await readFile(join(root, folder, file), "utf8");
    const added = now.split("\n").filter((line) => !old.has(line));
    for (const [subject, reason] of breakingLines(added.join("\n"))) named.set(subject, reason);
  }
  return named;
}

async function changesetsIn(root: string): Promise<readonly string[]> {
  try {
    return (await readdir(join(root, folder))).filter((file) => file.endsWith(".md") && file !== "README.md");
  } catch {
    return [];
  }
}
