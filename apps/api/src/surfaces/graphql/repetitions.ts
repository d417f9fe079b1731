import { type DocumentNode, Kind, type SelectionSetNode, visit } from "graphql";

/**
 * How often a document asks for what it asks for already, in the same place. Nobody needs to, and GraphQL's check that
 * such fields agree with each other compares each with each.
 */
export function repetitionsIn(document: DocumentNode): number {
  let repetitions = 0;
  const count = ({ selections }: SelectionSetNode, seen: Set<string>): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        count(selection.selectionSet, seen);
      } else if (selection.kind === Kind.FIELD) {
        const name = (selection.alias ?? selection.name).value;
        if (seen.has(name)) repetitions += 1;
        seen.add(name);
      }
    }
  };
  visit(document, {
    SelectionSet(node, _key, parent) {
      const isInline = parent !== undefined && "kind" in parent && parent.kind === Kind.INLINE_FRAGMENT;
      if (!isInline) count(node, new Set());
    },
  });
  return repetitions;
}
