import { lexicographicSortSchema, printSchema } from "graphql";
import type { Route } from "../../platform/route.ts";
import { relations } from "./relations.ts";
import { graphqlSchema } from "./schema.ts";

/** The schema as text in GraphQL's own language, sorted, so that a change shows as a change. */
export const schemaText = (routes: readonly Route[]): string =>
  `${printSchema(lexicographicSortSchema(graphqlSchema(routes, relations)))}\n`;
