import {
  type FieldNode,
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLSchema,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  type OperationDefinitionNode,
  valueFromASTUntyped,
} from "graphql";
import { AppError, parseInput } from "../../platform/errors.ts";
import type { Route } from "../../platform/route.ts";

export interface Asked {
  readonly schema: GraphQLSchema;
  readonly routes: ReadonlyMap<string, Route>;
  readonly operation: OperationDefinitionNode;
  readonly rootFields: readonly FieldNode[];
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * What the contract's own schemas say of a request whose arguments GraphQL refuses: the codes and pointers that the
 * other surfaces answer for the same input. Empty where the fault is not in an input.
 */
export function inputRefusals(asked: Asked): readonly AppError[] {
  const variables = withDefaults(asked);
  return asked.rootFields.flatMap((field) => {
    const route = asked.routes.get(field.name.value);
    if (!route) return [];
    try {
      parseInput(route.action.input, inputOf(field, { ...asked, variables }, route));
      return [];
    } catch (error) {
      return error instanceof AppError ? [error] : [];
    }
  });
}

function withDefaults({ operation, variables }: Asked): Readonly<Record<string, unknown>> {
  const defaults = (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
    defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)] as const] : [],
  );
  return { ...Object.fromEntries(defaults), ...variables };
}

/** The input as it was sent, before GraphQL would take any of it for something else. */
function inputOf(field: FieldNode, { schema, operation, variables }: Asked, { action }: Route): unknown {
  const known = schema.getRootType(operation.operation)?.getFields()[field.name.value]?.args ?? [];
  const given = (field.arguments ?? []).map(({ name, value }) => {
    const argument: GraphQLArgument | undefined = known.find((one) => one.name === name.value);
    const raw: unknown = valueFromASTUntyped(value, variables);
    return [name.value, argument ? withEnumValues(raw, argument.type) : raw] as const;
  });
  const input = Object.fromEntries(given);
  return action.kind === "query" ? input : (input["input"] ?? {});
}

/** `createdAt_desc` is how GraphQL writes `-createdAt`. */
function withEnumValues(raw: unknown, nullable: GraphQLInputType): unknown {
  const type = getNullableType(nullable);
  if (isEnumType(type)) return typeof raw === "string" ? (type.getValue(raw)?.value ?? raw) : raw;
  if (isListType(type)) return Array.isArray(raw) ? raw.map((one) => withEnumValues(one, type.ofType)) : raw;
  if (!isInputObjectType(type) || typeof raw !== "object" || raw === null || Array.isArray(raw)) return raw;
  const fields = type.getFields();
  return Object.fromEntries(
    Object.entries(raw).map(([key, value]) => {
      const field = fields[key];
      return [key, field ? withEnumValues(value, field.type) : value];
    }),
  );
}
