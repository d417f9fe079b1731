import {
  type GraphQLArgumentConfig,
  GraphQLInputObjectType,
  type GraphQLInputType,
  GraphQLList,
  GraphQLNonNull,
  type GraphQLNullableType,
} from "graphql";
import { z } from "zod";
import { descriptionOf, mayBeLeftOut, ownerOfId, unwrap } from "../typescript/schema-facts.ts";
import type { LeafType } from "./leaf-types.ts";
import { type Names, typeName } from "./names.ts";

type Nullable = GraphQLNullableType & GraphQLInputType;

export interface InputTypes {
  /** A field or an argument for callers: what may be left out, what is filled in, what it is. */
  field(schema: z.core.$ZodType, name: string): GraphQLArgumentConfig;
  /** Every field of an object as an argument of its own. */
  fields(schema: z.core.$ZodObject, name: string): Record<string, GraphQLArgumentConfig>;
}

/** Input types of zod schemas: the name of an object ends in `Input`, since answers have types of their own. */
export function createInputTypes(names: Names, leaf: LeafType): InputTypes {
  const objects = new Map<z.core.$ZodType, GraphQLInputObjectType>();

  const field: InputTypes["field"] = (schema, name) => {
    const { core, mayBeNull, filledIn } = unwrapped(schema);
    const type = typeOf(core, name);
    return {
      description: descriptionOf(schema),
      type: mayBeNull ? type : new GraphQLNonNull(type),
      ...(filledIn !== undefined && { defaultValue: filledIn }),
    };
  };

  const fields: InputTypes["fields"] = (schema, name) =>
    Object.fromEntries(
      Object.entries(schema._zod.def.shape).map(([key, inner]) => [key, field(inner, typeName(name, key))]),
    );

  const typeOf = (schema: z.core.$ZodType, name: string): Nullable => {
    if (schema instanceof z.core.$ZodArray) return new GraphQLList(field(schema._zod.def.element, name).type);
    if (schema instanceof z.core.$ZodObject) return objectOf(schema, name);
    const type = leaf(schema, name);
    if (!type) throw new Error(`${name}: a ${schema._zod.def.type} has no input type in GraphQL.`);
    return type;
  };

  const objectOf = (schema: z.core.$ZodObject, fallback: string): GraphQLInputObjectType => {
    const owner = ownerOfId(schema);
    const key = owner?.schema ?? schema;
    const known = objects.get(key);
    if (known) return known;
    const name = owner?.id ?? fallback;
    const type = new GraphQLInputObjectType({
      name: names.claim(name.endsWith("Input") ? name : `${name}Input`, key),
      description: descriptionOf(key),
      fields: () => fields(schema, name),
    });
    objects.set(key, type);
    return type;
  };

  return { field, fields };
}

interface Unwrapped {
  readonly core: z.core.$ZodType;
  readonly mayBeNull: boolean;
  /** What a default fills in. Such a field may be left out, but null is refused, as on every surface. */
  readonly filledIn: unknown;
}

function unwrapped(schema: z.core.$ZodType): Unwrapped {
  const wrappers: z.core.$ZodType[] = [];
  let core = schema;
  for (let inner = insideOf(core); inner; inner = insideOf(core)) {
    wrappers.push(core);
    core = inner;
  }
  const filling = wrappers.find(isDefault);
  const mayBeNull =
    wrappers.some((wrapper) => wrapper instanceof z.core.$ZodNullable) ||
    (!filling && wrappers.some((wrapper) => wrapper instanceof z.core.$ZodOptional));
  return { core, mayBeNull, filledIn: filling?._zod.def.defaultValue };
}

/** What a caller sends of a pipe is its first end. */
const insideOf = (schema: z.core.$ZodType): z.core.$ZodType | undefined =>
  schema instanceof z.core.$ZodPipe ? schema._zod.def.in : unwrap(schema);

const isDefault = (schema: z.core.$ZodType): schema is z.core.$ZodDefault | z.core.$ZodPrefault =>
  schema instanceof z.core.$ZodDefault || schema instanceof z.core.$ZodPrefault;

/** Whether a call needs no fields at all. */
export const mayBeEmpty = (schema: z.core.$ZodObject): boolean =>
  Object.values(schema._zod.def.shape).every((field) => mayBeLeftOut(field, "input"));
