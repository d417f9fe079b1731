import { buildSchema, findBreakingChanges } from "graphql";
import type { Finding } from "./finding.ts";
import { subjectsOf } from "./subjects.ts";

/** What of GraphQL breaks between two schemas, as graphql-js judges it. */
export function graphqlChanges(before: string, after: string, actions: readonly string[]): readonly Finding[] {
  const subjects = subjectsOf(actions);
  return findBreakingChanges(buildSchema(before), buildSchema(after)).map(({ description }) => {
    const [type = "", field = ""] = placeOf(description);
    const name = ["Query", "Mutation"].includes(type) ? field : type;
    return { subject: subjects.get(name) ?? name, change: description.replace(/\.$/, "") };
  });
}

/** The type, and the field, that a sentence of graphql-js is about. */
function placeOf(description: string): readonly string[] {
  const [, type] = /(?:union|enum|input) type (\w+)/.exec(description) ?? [];
  if (type !== undefined) return [type];
  return (/(?:^| on )(\w+)\.(\w+)/.exec(description) ?? /^(\w+)/.exec(description) ?? []).slice(1);
}
