import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";

export interface Sized {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** Coerced: with the defaults of the operation filled in. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What a list is taken for that has no page size: line items, charges, roles. */
const shortList = 5;

/**
 * How many fields an answer may come to, if every page is as full as it was asked for. Pages multiply: a hundred
 * homes with a hundred reviews each are ten thousand. Of a valid document, so fragments do not call each other.
 */
export function answerSize({ schema, document, operation, variables }: Sized): number {
  const fragments = new Map(
    document.definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [],
    ),
  );
  const known = new Map<string, number>();

  /** `page` is the size that the field above was asked for: its own list has so many. */
  const sizeOf = ({ selections }: SelectionSetNode, type: GraphQLNamedType | undefined, page: number): number => {
    let size = 0;
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        size += fieldSize(selection, type, page);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const on = selection.typeCondition;
        size += sizeOf(selection.selectionSet, on ? schema.getType(on.name.value) : type, page);
      } else {
        const fragment = fragments.get(selection.name.value);
        if (fragment) size += fragmentSize(fragment, page);
      }
    }
    return size;
  };

  const fieldSize = (node: FieldNode, type: GraphQLNamedType | undefined, page: number): number => {
    const field = isObjectType(type) ? type.getFields()[node.name.value] : undefined;
    if (!field || !node.selectionSet) return 1;
    const each = sizeOf(node.selectionSet, getNamedType(field.type), pageOf(field, node, variables) ?? shortList);
    return isListType(getNullableType(field.type)) ? 1 + page * each : 1 + each;
  };

  // Once for each size: a fragment that spreads another twice, which spreads a third twice, would take for ever.
  const fragmentSize = ({ name, typeCondition, selectionSet }: FragmentDefinitionNode, page: number): number => {
    const key = `${page} ${name.value}`;
    const size = known.get(key) ?? sizeOf(selectionSet, schema.getType(typeCondition.name.value), page);
    known.set(key, size);
    return size;
  };

  return sizeOf(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined, shortList);
}

const pageArguments = new Set(["limit", "first"]);

/** The page size that a field is asked for, by its text, a variable or its default; a bad one is refused later on. */
function pageOf(field: GraphQLField<unknown, unknown>, node: FieldNode, variables: Sized["variables"]) {
  const argument = field.args.find(({ name }) => pageArguments.has(name));
  if (!argument) return undefined;
  const given = node.arguments?.find(({ name }) => name.value === argument.name)?.value;
  const asked =
    given?.kind === Kind.INT
      ? Number(given.value)
      : given?.kind === Kind.VARIABLE
        ? (variables[given.name.value] ?? argument.defaultValue)
        : argument.defaultValue;
  return typeof asked === "number" && asked >= 1 ? asked : 1;
}
