import type { Problem } from "@roost/contract";
import type { GraphQLError } from "graphql";
import { AppError } from "../../platform/errors.ts";
import { asAppError, type ProblemContext, problemOf } from "../render-error.ts";

/** One entry of `errors`: the same problem that REST answers. */
export interface GraphqlProblem {
  readonly message: string;
  readonly locations?: GraphQLError["locations"];
  readonly path?: GraphQLError["path"];
  readonly extensions: { readonly code: Problem["code"]; readonly problem: Problem };
}

export interface ErrorContext extends ProblemContext {
  /** Whether messages may name what the schema has. */
  readonly introspection: boolean;
  /** Called with each refusal and each failure. */
  failed(error: AppError): void;
}

type Place = Pick<GraphQLError, "locations" | "path">;

/** Something that was thrown, as an entry of `errors`. */
export function problemEntry(thrown: unknown, at: ErrorContext, place?: Place): GraphqlProblem {
  const error = asAppError(thrown);
  const problem = problemOf(error, at);
  at.failed(error);
  return {
    message: problem.detail,
    ...(place?.locations && { locations: place.locations }),
    ...(place?.path && { path: place.path }),
    extensions: { code: problem.code, problem },
  };
}

/** An error of GraphQL's: with a path a field failed, without one the request could not be run. */
export function graphqlEntry(error: GraphQLError, at: ErrorContext): GraphqlProblem {
  if (error.path) return problemEntry(error.originalError ?? error, at, error);
  return problemEntry(new AppError("request.invalid", { detail: wordsOf(error, at.introspection) }), at, error);
}

const longestMessage = 300;

/** The limits call everything a syntax error; suggestions would tell the schema to those who may not read it. */
function wordsOf({ message }: GraphQLError, introspection: boolean): string {
  const said = message.replace(/^Syntax Error: (?=(?:Query depth|Aliases) )/, "");
  const words = introspection ? said : said.replace(/ Did you mean [^]*$/, "");
  return words.length > longestMessage ? `${words.slice(0, longestMessage)}…` : words;
}
