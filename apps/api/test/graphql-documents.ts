import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isObjectType,
  isUnionType,
} from "graphql";
import { z } from "zod";
import { allRoutes } from "../src/routes.ts";
import { fieldName } from "../src/surfaces/graphql/names.ts";
import { graphqlSchema } from "../src/surfaces/graphql/schema.ts";

/** Without relations an answer has the fields that the other surfaces answer. */
const schema = graphqlSchema(allRoutes, []);

export interface Operation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The operation that asks an action for everything it answers; the answer is called `result`. */
export function operationFor(name: string, input: object): Operation {
  const field = fieldName(name);
  const query = schema.getQueryType()?.getFields()[field];
  const mutation = schema.getMutationType()?.getFields()[field];
  if (query) return { query: text("query", query, Object.keys(input)), variables: sent(query, input) };
  if (!mutation) throw new Error(`${name} is not in the GraphQL schema`);
  const given = mutation.args.length === 0 && Object.keys(input).length === 0 ? {} : { input };
  return { query: text("mutation", mutation, Object.keys(given)), variables: sent(mutation, given) };
}

type Field = GraphQLField<unknown, unknown>;

function text(kind: string, field: Field, given: readonly string[]): string {
  // What the field does not take is sent all the same: it is the API that must refuse it.
  const typeOf = (name: string) => field.args.find((one) => one.name === name)?.type ?? "String";
  const declared = given.map((name) => `$${name}: ${String(typeOf(name))}`).join(", ");
  const passed = given.map((name) => `${name}: $${name}`).join(", ");
  const head = given.length === 0 ? kind : `${kind}(${declared})`;
  return `${head} { result: ${field.name}${passed && `(${passed})`}${selectionOf(field.type)} }`;
}

function selectionOf(output: GraphQLOutputType): string {
  const type = getNamedType(output);
  if (isUnionType(type)) {
    return ` { ${type
      .getTypes()
      .map((member) => `... on ${member.name}${selectionOf(member)}`)
      .join(" ")} }`;
  }
  if (!isObjectType(type)) return "";
  return ` { ${Object.values(type.getFields())
    .map((field) => field.name + selectionOf(field.type))
    .join(" ")} }`;
}

function sent({ args }: Field, input: object): Readonly<Record<string, unknown>> {
  const values = Object.entries(input).map(([key, value]) => {
    const argument = args.find(({ name }) => name === key);
    return [key, argument ? named(value, argument.type) : value] as const;
  });
  return Object.fromEntries(values);
}

/** Enum values as GraphQL writes them: `-createdAt` is `createdAt_desc`. */
function named(value: unknown, nullable: GraphQLInputType): unknown {
  const type = getNullableType(nullable);
  if (isEnumType(type)) return type.getValues().find((one) => one.value === value)?.name ?? value;
  if (isListType(type)) return Array.isArray(value) ? value.map((one) => named(one, type.ofType)) : value;
  if (!isInputObjectType(type) || typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const fields = type.getFields();
  const entries = Object.entries(value).map(([key, inner]) => {
    const field = fields[key];
    return [key, field ? named(inner, field.type) : inner] as const;
  });
  return Object.fromEntries(entries);
}

/** An answer as the other surfaces write it: GraphQL says null where they leave an optional field out. */
export function withoutBlanks(schema: z.core.$ZodType, value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  if (schema instanceof z.core.$ZodArray && Array.isArray(value)) {
    return value.map((one) => withoutBlanks(schema._zod.def.element, one));
  }
  if (schema instanceof z.core.$ZodObject) {
    const { shape } = schema._zod.def;
    const kept = Object.entries(value).filter(
      ([key, inner]) => inner !== null || !(shape[key] instanceof z.core.$ZodOptional),
    );
    return Object.fromEntries(
      kept.map(([key, inner]) => [key, shape[key] ? withoutBlanks(shape[key], inner) : inner] as const),
    );
  }
  const inside = "innerType" in schema._zod.def ? schema._zod.def.innerType : undefined;
  return inside instanceof z.core.$ZodType ? withoutBlanks(inside, value) : value;
}
