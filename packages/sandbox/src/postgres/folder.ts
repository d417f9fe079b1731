import { constants } from "node:fs";
import { access, mkdir, realpath } from "node:fs/promises";

/** Makes the folder if needed and gives its real path, the one name every start will use for it. */
export async function openFolder(path: string): Promise<string> {
  try {
    await mkdir(path, { recursive: true });
    const dir = await realpath(path);
    await access(dir, constants.R_OK | constants.W_OK | constants.X_OK);
    return dir;
  } catch (cause) {
    throw new Error(`The database folder ${path} cannot be used: ${reason(cause)}`, { cause });
  }
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
