import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from "graphql";

/** Text in a form of its own. The contract's schema judges the form; the scalar only tells readers what it is. */
const textScalar = (name: string, description: string, specifiedByURL: string) => {
  const text = (value: unknown, nodes?: ValueNode): string => {
    if (typeof value === "string") return value;
    throw new GraphQLError(`${name} must be a string.`, nodes && { nodes });
  };
  return new GraphQLScalarType<string, string>({
    name,
    description,
    specifiedByURL,
    serialize: (value) => text(value),
    parseValue: (value) => text(value),
    parseLiteral: (node) => text(node.kind === Kind.STRING ? node.value : undefined, node),
  });
};

const rfc3339 = "https://datatracker.ietf.org/doc/html/rfc3339#section-5.6";

export const DateScalar = textScalar("Date", "A local date, YYYY-MM-DD.", rfc3339);
export const DateTimeScalar = textScalar("DateTime", "An instant, RFC 3339 in UTC.", rfc3339);

/** Names and texts, such as HTTP headers: names that GraphQL could not write as fields. */
export const StringMapScalar = new GraphQLScalarType<object, object>({
  name: "StringMap",
  description: "An object whose values are strings.",
  serialize: (value) => Object(value),
});

const safeInteger = (value: unknown, nodes?: ValueNode): number => {
  if (typeof value === "number" && Number.isSafeInteger(value)) return value;
  throw new GraphQLError("SafeInt must be an integer of at most 53 bits.", nodes && { nodes });
};

/** GraphQL's own Int has 32 bits, too few for amounts in minor units. */
export const SafeIntScalar = new GraphQLScalarType<number, number>({
  name: "SafeInt",
  description: "An integer of at most 53 bits.",
  serialize: (value) => safeInteger(value),
  parseValue: (value) => safeInteger(value),
  parseLiteral: (node) => safeInteger(node.kind === Kind.INT ? Number(node.value) : undefined, node),
});
