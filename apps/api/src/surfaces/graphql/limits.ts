import { maxAliasesPlugin } from "@escape.tech/graphql-armor-max-aliases";
import { maxDepthPlugin } from "@escape.tech/graphql-armor-max-depth";
import { type DocumentNode, GraphQLError, NoSchemaIntrospectionCustomRule, parse } from "graphql";
import type { Plugin } from "graphql-yoga";
import { repetitionsIn } from "./repetitions.ts";

/** What one request may ask. Everything that the surface answers fits several times over. */
export const limits = {
  characters: 20_000,
  tokens: 2000,
  depth: 10,
  aliases: 20,
  rootFields: 10,
  repetitions: 20,
  definitions: 50,
  /** Fields of the answer, pages counted as full as they are asked for. */
  answer: 20_000,
} as const;

/** Refuses what is too long, too deep or too often aliased, before anything of it is run. */
export function limitPlugins({ introspection }: { readonly introspection: boolean }): Plugin[] {
  const plugins: Plugin[] = [
    {
      onParse({ setParseFn }) {
        setParseFn(parseWithin);
      },
    },
    maxDepthPlugin({ n: limits.depth, flattenFragments: true }),
    maxAliasesPlugin({ n: limits.aliases }),
  ];
  if (introspection) return plugins;
  return [...plugins, { onValidate: ({ addValidationRule }) => addValidationRule(NoSchemaIntrospectionCustomRule) }];
}

/** What makes validation dear is refused before it begins. */
function parseWithin(source: string): DocumentNode {
  const document = parse(source, { maxTokens: limits.tokens });
  if (document.definitions.length > limits.definitions) {
    throw new GraphQLError(`The text has more than ${limits.definitions} operations and fragments.`);
  }
  if (repetitionsIn(document) <= limits.repetitions) return document;
  throw new GraphQLError(`The same field is asked for again more than ${limits.repetitions} times.`);
}
