import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { OperationTypeNode } from "graphql";
import { z } from "zod";
import type { Call } from "../../platform/action.ts";
import type { Engine } from "../../platform/engine.ts";
import { AppError, parseInput } from "../../platform/errors.ts";
import type { Log } from "../../platform/log.ts";
import type { Route } from "../../platform/route.ts";
import type { Credentials } from "../http/credentials.ts";
import { refuseOtherMethods } from "../http/server.ts";
import { logFailure } from "../log-failure.ts";
import { sessionOf } from "../session.ts";
import { type ErrorContext, type GraphqlProblem, graphqlEntry, problemEntry } from "./graphql-errors.ts";
import { inputRefusals } from "./input-refusals.ts";
import { limits } from "./limits.ts";
import { fieldName } from "./names.ts";
import { createOperations, type GraphqlRequest, type Prepared } from "./operations.ts";
import { playground } from "./playground.ts";
import { relations } from "./relations.ts";
import { createRequestContext } from "./request-context.ts";
import { graphqlSchema } from "./schema.ts";

export interface GraphqlOptions {
  readonly engine: Engine;
  readonly routes: readonly Route[];
  readonly credentials: Credentials;
  readonly origin: string;
  readonly log: Log;
  /** Whether clients may read the schema from here. */
  readonly introspection: boolean;
  /** Whether browsers get GraphiQL. */
  readonly hasPlayground: boolean;
}

export const graphqlPath = "/graphql";

/** GraphQL: one operation a POST, as JSON. Nothing else, so no page of another site can send one unasked. */
export async function registerGraphql(app: FastifyInstance, options: GraphqlOptions): Promise<void> {
  const { engine, routes, credentials, origin, log, introspection, hasPlayground } = options;
  const schema = graphqlSchema(routes, relations);
  const operations = createOperations({ schema, introspection });
  const byField = new Map(routes.map((route) => [fieldName(route.action.name), route]));

  const contextOf = ({ id }: FastifyRequest): ErrorContext => ({
    origin,
    requestId: id,
    introspection,
    failed: (error) => logFailure(log, error, id),
  });

  const refuse = ({ operation, rootFields }: Prepared, variables: GraphqlRequest["variables"]) =>
    operation ? inputRefusals({ schema, routes: byField, operation, rootFields, variables }) : [];

  async function handle(request: FastifyRequest, reply: FastifyReply) {
    const call = await credentials.callOf(request);
    const sent = readRequest(request.body);
    const prepared = operations.prepare(sent);
    refuseSharedKey(prepared, call);
    const context = createRequestContext({
      engine,
      call,
      answered(route, { output, replayed }) {
        if (replayed) reply.header("idempotent-replayed", "true");
        if (route.session === "begin") credentials.begin(reply, sessionOf(output));
        if (route.session === "end") credentials.end(reply);
      },
    });
    const { data, errors = [] } = await prepared.run(context);
    const at = contextOf(request);
    const refusals = data === undefined ? refuse(prepared, sent.variables) : [];
    const problems =
      refusals.length > 0
        ? refusals.map((refusal) => problemEntry(refusal, at))
        : errors.slice(0, maxErrors).map((error) => graphqlEntry(error, at));
    return answer(request, reply, { data, problems });
  }

  await app.register(async (scope) => {
    scope.setErrorHandler((thrown, request, reply) =>
      answer(request, reply, { data: undefined, problems: [problemEntry(thrown, contextOf(request))] }),
    );
    scope.post(graphqlPath, handle);
    if (hasPlayground) scope.get(graphqlPath, playground());
    refuseOtherMethods(scope, graphqlPath, new Set(hasPlayground ? ["GET", "POST"] : ["POST"]));
  });
}

const maxErrors = 20;
const variables = z.record(z.string(), z.unknown());

const Sent = z.strictObject({
  query: z.string().min(1).max(limits.characters),
  variables: variables.nullish(),
  operationName: z.string().max(200).nullish(),
  extensions: variables.nullish(),
});

function readRequest(body: unknown): GraphqlRequest {
  if (Array.isArray(body)) {
    throw new AppError("request.invalid", { detail: "Operations are not batched: send one at a time." });
  }
  const { query, variables, operationName } = parseInput(Sent, body ?? {});
  return { query, variables: variables ?? {}, operationName: operationName ?? undefined };
}

/** One key stands for one mutation: with two it could not be said which of them was done before. */
function refuseSharedKey({ operation, rootFields }: Prepared, { idempotencyKey }: Call): void {
  if (idempotencyKey === undefined || operation?.operation !== OperationTypeNode.MUTATION) return;
  if (rootFields.length < 2) return;
  const detail = "An Idempotency-Key is for one mutation: send them one at a time.";
  throw new AppError("request.invalid", { detail, issues: [{ pointer: "", code: "idempotency_key", detail }] });
}

interface Outcome {
  readonly data: unknown;
  readonly problems: readonly GraphqlProblem[];
}

function answer({ headers }: FastifyRequest, reply: FastifyReply, { data, problems }: Outcome): FastifyReply {
  const retryAfter = problems.find(({ extensions }) => extensions.problem.retryAfter !== undefined);
  if (retryAfter) reply.header("retry-after", retryAfter.extensions.problem.retryAfter);
  const type = headers.accept?.includes(graphqlResponse) === true ? graphqlResponse : "application/json";
  return reply
    .code(statusOf({ data, problems }))
    .type(`${type}; charset=utf-8`)
    .send(JSON.stringify({ ...(problems.length > 0 && { errors: problems }), ...(data !== undefined && { data }) }));
}

const graphqlResponse = "application/graphql-response+json";

/** Where nothing at all was answered, the status of the first refusal; where something was, 200. */
function statusOf({ data, problems: [first] }: Outcome): number {
  const nothing = data === undefined || data === null || Object.values(data).every((value) => value === null);
  return first && nothing ? first.extensions.problem.status : 200;
}
