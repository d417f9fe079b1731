import type { Finding } from "./finding.ts";
import { subjectsOf } from "./subjects.ts";

/**
 * What the SDK's types lose: names that programs import, and procedures. Their fields are those of the REST document,
 * which is made from the same schemas, and are compared there.
 */
export function sdkChanges(before: string, after: string): readonly Finding[] {
  const [old, now] = [proceduresOf(before), proceduresOf(after)];
  const lost = [...old].flatMap(([subject, kind]) => {
    const other = now.get(subject);
    if (other === kind) return [];
    return [{ subject, change: other === undefined ? "the procedure is gone" : `is a ${other} instead of a ${kind}` }];
  });
  const subjects = subjectsOf([...old.keys(), ...now.keys()]);
  const kept = typesOf(after);
  const types = [...typesOf(before)].filter((name) => !kept.has(name));
  return [...lost, ...types.map((name) => ({ subject: subjects.get(name) ?? name, change: `type ${name} is gone` }))];
}

const typesOf = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(/^export (?:type|interface) (\w+)/gm)].map(([, name = ""]) => name));

/** The tree of `Routers` as the printer lays it out: two spaces a level. */
function proceduresOf(text: string): ReadonlyMap<string, string> {
  const tree = /^export type Routers = \{\n([^]*?)^\}/m.exec(text)?.[1] ?? "";
  const path: string[] = [];
  const found = new Map<string, string>();
  for (const [, indent = "", name = "", kind] of tree.matchAll(/^( *)"?([\w-]+)"?: (?:\{|(Query|Mutation)<)/gm)) {
    path.length = indent.length / 2 - 1;
    path.push(name);
    if (kind !== undefined) found.set(path.join("."), kind.toLowerCase());
  }
  return found;
}
