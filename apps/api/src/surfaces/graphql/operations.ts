import {
  type DocumentNode,
  type ExecutionResult,
  type FieldNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  type OperationDefinitionNode,
} from "graphql";
import { createYoga } from "graphql-yoga";
import { answerSize } from "./answer-size.ts";
import { createDocumentCache } from "./document-cache.ts";
import { limitPlugins, limits } from "./limits.ts";
import type { RequestContext } from "./request-context.ts";
import { rootFieldsOf } from "./root-fields.ts";

/** What a request sends, read. */
export interface GraphqlRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | undefined;
}

export interface Prepared {
  readonly operation: OperationDefinitionNode | undefined;
  readonly rootFields: readonly FieldNode[];
  /** Answers errors alone where the request cannot be run. */
  run(context: RequestContext): Promise<ExecutionResult>;
}

export interface Operations {
  prepare(request: GraphqlRequest): Prepared;
}

export interface OperationsOptions {
  readonly schema: GraphQLSchema;
  readonly introspection: boolean;
}

const cachedCharacters = 250_000;
const maxErrors = 20;

/**
 * Parses, validates and executes through Yoga and its plugins, each text once. Yoga's HTTP layer is left out: Fastify
 * has read the request already, and doing that again costs three times as much as executing it.
 */
export function createOperations({ schema, introspection }: OperationsOptions): Operations {
  const yoga = createYoga({
    schema,
    plugins: limitPlugins({ introspection }),
    parserAndValidationCache: { documentCache: createDocumentCache(cachedCharacters), errorCache: forgetful },
    maskedErrors: false,
    logging: false,
    cors: false,
    graphiql: false,
    landingPage: false,
  });

  const validation = { maxErrors, hideSuggestions: !introspection };

  function read(enveloped: Enveloped, query: string): Read {
    let document: DocumentNode | undefined;
    try {
      document = enveloped.parse(query);
      return { document, errors: enveloped.validate(schema, document, undefined, validation) };
    } catch (error) {
      if (error instanceof GraphQLError) return { document, errors: [error] };
      throw error;
    }
  }

  return {
    prepare({ query, variables, operationName }) {
      const enveloped = yoga.getEnveloped({ params: { operationName } });
      const { document, errors } = read(enveloped, query);
      const operation = (document && getOperationAST(document, operationName)) ?? undefined;
      const rootFields = document && operation ? rootFieldsOf(document, operation) : [];
      const faults = errors.length > 0 ? errors : faultsOf({ schema, document, operation, rootFields, variables });
      return {
        operation,
        rootFields,
        run: async (contextValue) =>
          faults.length > 0
            ? { errors: faults }
            : enveloped.execute({ schema, document, variableValues: variables, operationName, contextValue }),
      };
    },
  };
}

type Enveloped = Pick<ReturnType<ReturnType<typeof createYoga>["getEnveloped"]>, "parse" | "validate">;

interface Read {
  readonly document: DocumentNode | undefined;
  readonly errors: readonly GraphQLError[];
}

interface Asked {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode | undefined;
  readonly operation: OperationDefinitionNode | undefined;
  readonly rootFields: readonly FieldNode[];
  readonly variables: GraphqlRequest["variables"];
}

function faultsOf({ schema, document, operation, rootFields, variables }: Asked): GraphQLError[] {
  if (!document || !operation) return [new GraphQLError(notNamed)];
  if (rootFields.length > limits.rootFields) return [new GraphQLError(tooMany)];
  // Sizes come in variables, too; what is wrong about those is said when the operation is run.
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], { ...variables });
  const size = coerced ? answerSize({ schema, document, operation, variables: coerced }) : 0;
  return size > limits.answer ? [new GraphQLError(tooMuch)] : [];
}

const tooMany = `One request asks at most ${limits.rootFields} things.`;
const tooMuch = `The answer may come to more than ${limits.answer} fields: ask for smaller pages.`;
const notNamed = "operationName must name one of the operations in query, and is needed where there are several.";

/** A text that cannot be parsed is refused as fast as it is looked up, and should not be kept. */
const forgetful = { get: () => undefined, set: () => undefined };
