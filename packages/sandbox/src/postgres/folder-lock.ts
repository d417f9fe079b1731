import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

export interface FolderLock {
  release(): void;
}

/**
 * The lock is SQLite's own file lock: the kernel drops it when its process dies, by whatever signal,
 * so there is no stale lock to recognise and a reused process id cannot mislead.
 */
export function lockFolder(dir: string): FolderLock {
  const pidFile = join(dir, "roost.pid");
  const database = openLockFile(dir);
  try {
    database.exec("BEGIN IMMEDIATE");
  } catch (cause) {
    database.close();
    if (!isBusy(cause)) throw lockError(dir, cause);
    throw new Error(`Another Roost runs on this folder: ${dir}. End it with: kill ${readPid(pidFile)}`, { cause });
  }
  writeFileSync(pidFile, `${process.pid}\n`);
  return {
    release: () => {
      if (database.isOpen) database.close();
    },
  };
}

function openLockFile(dir: string): DatabaseSync {
  try {
    // A process that was just killed may take a moment to be gone.
    return new DatabaseSync(join(dir, "lock.sqlite"), { timeout: 500 });
  } catch (cause) {
    throw lockError(dir, cause);
  }
}

function lockError(dir: string, cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Error(`The database folder ${dir} cannot be locked: ${reason}. Does it belong to another user?`, {
    cause,
  });
}

const sqliteBusy = 5;

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === sqliteBusy;
}

// The holder writes its id just after it has the lock, so for a moment the file may be missing.
function readPid(file: string): string {
  try {
    return readFileSync(file, "utf8").trim() || "unknown";
  } catch {
    return "unknown";
  }
}
