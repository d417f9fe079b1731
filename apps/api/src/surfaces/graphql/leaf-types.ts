import {
  GraphQLBoolean,
  GraphQLEnumType,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  type GraphQLScalarType,
  GraphQLString,
} from "graphql";
import { z } from "zod";
import { ownerOfId } from "../typescript/schema-facts.ts";
import { enumValueName, type Names } from "./names.ts";
import { DateScalar, DateTimeScalar, SafeIntScalar } from "./scalars.ts";

/** The scalar or enum of a schema, the same for callers and answers; undefined where it is neither. */
export type LeafType = (schema: z.core.$ZodType, name: string) => GraphQLScalarType | GraphQLEnumType | undefined;

export function createLeafTypes(names: Names): LeafType {
  const enums = new Map<z.core.$ZodType, GraphQLEnumType>();

  const enumOf = (schema: z.core.$ZodEnum, fallback: string): GraphQLEnumType => {
    const owner = ownerOfId(schema);
    const key = owner?.schema ?? schema;
    const known = enums.get(key);
    if (known) return known;
    const values = Object.values(schema._zod.def.entries).map((value) => [enumValueName(String(value)), { value }]);
    const type = new GraphQLEnumType({
      name: names.claim(owner?.id ?? fallback, key),
      description: z.globalRegistry.get(key)?.description,
      values: Object.fromEntries(values),
    });
    enums.set(key, type);
    return type;
  };

  return (schema, name) => (schema instanceof z.core.$ZodEnum ? enumOf(schema, name) : scalarOf(schema));
}

function scalarOf(schema: z.core.$ZodType): GraphQLScalarType | undefined {
  if (schema instanceof z.core.$ZodUUID) return GraphQLID;
  if (schema instanceof z.core.$ZodISODate) return DateScalar;
  if (schema instanceof z.core.$ZodISODateTime) return DateTimeScalar;
  if (schema instanceof z.core.$ZodString || schema instanceof z.core.$ZodTemplateLiteral) return GraphQLString;
  if (schema instanceof z.core.$ZodBoolean) return GraphQLBoolean;
  if (schema instanceof z.ZodNumber) return numberOf(schema);
  if (schema instanceof z.core.$ZodLiteral) return literalOf(schema);
  return undefined;
}

const bits32 = 2 ** 31;

function numberOf({ isInt, minValue, maxValue }: z.ZodNumber): GraphQLScalarType {
  if (!isInt) return GraphQLFloat;
  return (minValue ?? -Infinity) >= -bits32 && (maxValue ?? Infinity) < bits32 ? GraphQLInt : SafeIntScalar;
}

/** Text, not an enum of one value: fields of one name in the members of a union must have one type. */
function literalOf({ _zod }: z.core.$ZodLiteral): GraphQLScalarType | undefined {
  const { values } = _zod.def;
  if (values.every((value) => typeof value === "string")) return GraphQLString;
  return values.every((value) => typeof value === "boolean") ? GraphQLBoolean : undefined;
}
