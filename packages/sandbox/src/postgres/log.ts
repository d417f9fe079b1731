import { open, rename, stat } from "node:fs/promises";
import { join } from "node:path";

export interface ServerLog {
  readonly descriptor: number;
  /** The last lines written since it was opened. */
  tail(): Promise<string>;
  close(): Promise<void>;
}

const largest = 16 * 1024 * 1024;

export async function openLog(dir: string): Promise<ServerLog> {
  const path = join(dir, "postgres.log");
  const before = await stat(path).catch(() => undefined);
  if (before !== undefined && before.size > largest) await rename(path, `${path}.old`);
  const file = await open(path, "a+", 0o600);
  const { size: start } = await file.stat();
  const tail = async () => {
    const { size } = await file.stat();
    const from = Math.max(start, size - 8192);
    if (from >= size) return "";
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from);
    return buffer.toString("utf8", 0, bytesRead).trimEnd().split("\n").slice(-15).join("\n");
  };
  return { descriptor: file.fd, tail, close: () => file.close() };
}
