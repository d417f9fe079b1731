import { readdir } from "node:fs/promises";
import type { AnyAction } from "../../src/platform/action.ts";

const modules = new URL("../../src/modules/", import.meta.url);

/** Every action that any module defines, exposed or not. */
export async function houseActions(): Promise<readonly AnyAction[]> {
  const files = await readdir(modules, { recursive: true });
  const sources = files.filter((file) => file.endsWith(".ts") && !/\.test\.ts$|sample-/.test(file));
  const loaded = await Promise.all(sources.map((file): Promise<object> => import(new URL(file, modules).href)));
  return [...new Set(loaded.flatMap((one) => Object.values(one).filter(isAction)))];
}

function isAction(value: unknown): value is AnyAction {
  if (typeof value !== "object" || value === null || !("kind" in value)) return false;
  return (
    ["query", "command", "provider"].includes(String(value.kind)) &&
    "may" in value &&
    "run" in value !== "begin" in value
  );
}
