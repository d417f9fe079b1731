import {
  type GraphQLArgumentConfig,
  GraphQLBoolean,
  type GraphQLFieldConfig,
  GraphQLObjectType,
  GraphQLSchema,
} from "graphql";
import { z } from "zod";
import type { Route } from "../../platform/route.ts";
import { createInputTypes, type InputTypes, mayBeEmpty } from "./input-types.ts";
import { createLeafTypes } from "./leaf-types.ts";
import { createNames, fieldName, typeName } from "./names.ts";
import { createOutputTypes, type Fields, type OutputTypes } from "./output-types.ts";
import type { Relation } from "./relation.ts";
import { createRelationFields } from "./relation-fields.ts";
import type { RequestContext } from "./request-context.ts";

/** One root field for each route: queries take their input flat, mutations as `input`. */
export function graphqlSchema(routes: readonly Route[], relations: readonly Relation[]): GraphQLSchema {
  const names = createNames();
  const leaf = createLeafTypes(names);
  const input = createInputTypes(names, leaf);
  const relationsOf = createRelationFields(relations, () => ({ input, output }));
  const output: OutputTypes = createOutputTypes({ names, leaf, relationsOf });
  const fieldsOf = (isRead: boolean): Fields =>
    Object.fromEntries(
      routes
        .filter(({ action }) => (action.kind === "query") === isRead)
        .map((route) => [fieldName(route.action.name), rootField(route, { input, output })]),
    );
  return new GraphQLSchema({
    query: new GraphQLObjectType({ name: "Query", fields: fieldsOf(true) }),
    mutation: new GraphQLObjectType({ name: "Mutation", fields: fieldsOf(false) }),
  });
}

interface Types {
  readonly input: InputTypes;
  readonly output: OutputTypes;
}

function rootField(route: Route, types: Types): GraphQLFieldConfig<unknown, RequestContext> {
  const { action } = route;
  const needsKey = "key" in action && action.key === "required";
  const isEmpty = action.output instanceof z.ZodVoid;
  return {
    // Null where the field failed: otherwise one refusal would erase the answers beside it.
    type: isEmpty ? GraphQLBoolean : types.output.nullable(action.output, typeName(action.name, "output")),
    description: needsKey ? `${action.summary} Needs an Idempotency-Key header.` : action.summary,
    args: argumentsOf(route, types),
    async resolve(_source, args: Record<string, unknown>, context) {
      const answer = await context.execute(route, action.kind === "query" ? args : (args["input"] ?? {}));
      return isEmpty ? true : answer;
    },
  };
}

function argumentsOf({ action }: Route, { input }: Types): Record<string, GraphQLArgumentConfig> {
  const name = typeName(action.name);
  if (action.kind === "query") return input.fields(action.input, name);
  // GraphQL has no input object without fields.
  if (Object.keys(action.input.shape).length === 0) return {};
  const argument = input.field(action.input, name);
  return { input: mayBeEmpty(action.input) ? { ...argument, defaultValue: {} } : argument };
}
