import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** What a git command prints; undefined where it fails: no repository, no such commit, no such file. */
export type Git = (parameters: readonly string[]) => Promise<string | undefined>;

const run = promisify(execFile);
const maxBuffer = 64 * 1024 * 1024;

export function gitIn(root: string): Git {
  return async (parameters) => {
    try {
      return (await run("git", [...parameters], { cwd: root, maxBuffer })).stdout;
    } catch {
      return undefined;
    }
  };
}
