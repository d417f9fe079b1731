import type { Source } from "./read-source.ts";

const vague = /(?:^|[-.])(?:utils?|helpers?|misc|manager)(?:[-.]|$)|(?:^|\.)(?:common|shared|types|services?)(?:\.|$)/;
const kebab = /^\.?[a-z0-9]+(?:-[a-z0-9]+)*(?:\.(?:test|config|stories|d))?\.[a-z0-9]+$/;

/** DESIGN §4: kebab-case files with names that say something. */
export function nameFaults(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    const parts = path.split("/");
    const empty = parts.filter((part) => vague.test(part)).map((part) => `${path}: "${part}" says nothing`);
    if (empty.length > 0) return empty;
    return path.endsWith(".ts") && !kebab.test(parts.at(-1) ?? "") ? [`${path}: not kebab-case`] : [];
  });
}

const maxLines = 300;
const usualLines = 200;

/** DESIGN §4: none over 300 lines, nine of ten under 200. */
export function sizeFaults(sources: readonly Pick<Source, "path" | "text">[]): string[] {
  const sized = sources.map(({ path, text }) => ({ path, lines: text.trimEnd().split("\n").length }));
  const faults = sized.filter(({ lines }) => lines > maxLines).map(({ path, lines }) => `${path}: ${lines} lines`);
  const long = sized.filter(({ lines }) => lines >= usualLines);
  if (long.length * 10 > sized.length) faults.push(`${long.length} of ${sized.length} files have 200 lines or more`);
  return faults;
}

/** Every module says what it owns, and has one door. */
export function moduleFaults(paths: readonly string[]): string[] {
  const all = new Set(paths);
  const modules = new Set(paths.flatMap((path) => /^apps\/api\/src\/modules\/[^/]+/.exec(path)?.[0] ?? []));
  return [...modules].flatMap((module) =>
    ["README.md", "index.ts"].filter((file) => !all.has(`${module}/${file}`)).map((file) => `${module} has no ${file}`),
  );
}
