import {
  type GraphQLFieldConfig,
  GraphQLList,
  GraphQLNonNull,
  type GraphQLNullableType,
  GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLUnionType,
} from "graphql";
import { z } from "zod";
import { descriptionOf, ownerOfId, unwrap } from "../typescript/schema-facts.ts";
import type { LeafType } from "./leaf-types.ts";
import { type Names, typeName } from "./names.ts";
import type { RequestContext } from "./request-context.ts";
import { StringMapScalar } from "./scalars.ts";

type Nullable = GraphQLNullableType & GraphQLOutputType;
export type Fields = Record<string, GraphQLFieldConfig<unknown, RequestContext>>;

export interface OutputTypes {
  /** The type of an answer, null allowed. */
  nullable(schema: z.core.$ZodType, name: string): Nullable;
  /** The type of a field of an answer. */
  field(schema: z.core.$ZodType, name: string): GraphQLOutputType;
}

export interface OutputTypesOptions {
  readonly names: Names;
  readonly leaf: LeafType;
  /** Fields that an object has besides those of its schema. */
  relationsOf(schema: z.core.$ZodType): Fields;
}

/** Output types of zod schemas. The same schema object gives the same type. */
export function createOutputTypes({ names, leaf, relationsOf }: OutputTypesOptions): OutputTypes {
  const objects = new Map<z.core.$ZodType, GraphQLObjectType>();
  const unions = new Map<z.core.$ZodType, GraphQLUnionType>();

  const field: OutputTypes["field"] = (schema, name) => {
    const { core, mayBeNull } = unwrapped(schema);
    const type = typeOf(core, name);
    return mayBeNull ? type : new GraphQLNonNull(type);
  };

  const typeOf = (schema: z.core.$ZodType, name: string): Nullable => {
    if (schema instanceof z.core.$ZodArray) return new GraphQLList(field(schema._zod.def.element, name));
    if (schema instanceof z.core.$ZodObject) return objectOf(schema, name);
    if (schema instanceof z.core.$ZodDiscriminatedUnion) return unionOf(schema, name);
    if (isTextRecord(schema)) return StringMapScalar;
    const type = leaf(schema, name);
    if (!type) throw new Error(`${name}: a ${schema._zod.def.type} has no output type in GraphQL.`);
    return type;
  };

  const objectOf = (schema: z.core.$ZodObject, fallback: string): GraphQLObjectType => {
    const owner = ownerOfId(schema);
    const key = owner?.schema ?? schema;
    const known = objects.get(key);
    if (known) return known;
    const name = names.claim(owner?.id ?? fallback, key);
    const type = new GraphQLObjectType({ name, description: descriptionOf(key), fields: () => fieldsOf(schema, name) });
    objects.set(key, type);
    return type;
  };

  const fieldsOf = (schema: z.core.$ZodObject, name: string): Fields => {
    const own = Object.entries(schema._zod.def.shape).map(
      ([key, inner]) => [key, { type: field(inner, typeName(name, key)), description: descriptionOf(inner) }] as const,
    );
    const related = relationsOf(ownerOfId(schema)?.schema ?? schema);
    const twice = own.find(([key]) => key in related);
    if (twice) throw new Error(`${name}.${twice[0]} is both a field and a relation.`);
    return { ...Object.fromEntries(own), ...related };
  };

  const unionOf = (schema: z.core.$ZodDiscriminatedUnion, fallback: string): GraphQLUnionType => {
    const owner = ownerOfId(schema);
    const key = owner?.schema ?? schema;
    const known = unions.get(key);
    if (known) return known;
    const name = owner?.id ?? fallback;
    const { discriminator, options } = schema._zod.def;
    const members = options.map((option, at) => {
      if (!(option instanceof z.core.$ZodObject)) throw new Error(`${name}: only objects can be members of a union.`);
      return { tags: option._zod.propValues?.[discriminator], type: objectOf(option, typeName(name, String(at + 1))) };
    });
    const type = new GraphQLUnionType({
      name: names.claim(name, key),
      description: descriptionOf(key),
      types: members.map((member) => member.type),
      resolveType: (value) => members.find(({ tags }) => tags?.has(Reflect.get(value, discriminator)))?.type.name,
    });
    unions.set(key, type);
    return type;
  };

  return { field, nullable: (schema, name) => typeOf(unwrapped(schema).core, name) };
}

const isTextRecord = (schema: z.core.$ZodType): boolean =>
  schema instanceof z.core.$ZodRecord && schema._zod.def.valueType instanceof z.core.$ZodString;

function unwrapped(schema: z.core.$ZodType): { readonly core: z.core.$ZodType; readonly mayBeNull: boolean } {
  let mayBeNull = false;
  let core = schema;
  for (let inner = insideOf(core); inner; inner = insideOf(core)) {
    mayBeNull ||= core instanceof z.core.$ZodNullable || core instanceof z.core.$ZodOptional;
    core = inner;
  }
  return { core, mayBeNull };
}

/** What the server answers of a pipe is its last end. */
const insideOf = (schema: z.core.$ZodType): z.core.$ZodType | undefined =>
  schema instanceof z.core.$ZodPipe ? schema._zod.def.out : unwrap(schema);
