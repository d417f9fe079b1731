import { errorTable, type Problem } from "@roost/contract";
import { initTRPC, TRPCError } from "@trpc/server";
import type { Call } from "../../platform/action.ts";
import type { Engine } from "../../platform/engine.ts";
import { AppError } from "../../platform/errors.ts";
import type { Answer } from "../../platform/reads.ts";
import { isRoute, type Route, type RouterTree } from "../../platform/route.ts";
import { asAppError, problemOf } from "../render-error.ts";

/** What the document generator reads; our own type, so that clients' types never import the generator's. */
export type Meta = {
  readonly action: string;
  readonly openapi: {
    readonly operationId: string;
    readonly method: Route["method"];
    readonly path: `/${string}`;
    readonly tags: string[];
    readonly summary: string;
    readonly description: string;
    readonly protect: boolean;
  };
};

export interface Context {
  readonly engine: Engine;
  readonly origin: string;
  readonly requestId: string;
  call(): Promise<Call>;
  /** Called with each answer, for what travels in headers. */
  answered(route: Route, answer: Answer): void;
  failed(error: AppError): void;
}

const trpc = initTRPC
  .meta<Meta>()
  .context<Context>()
  .create({
    isServer: true,
    isDev: false,
    errorFormatter: ({ shape, error, ctx }) => {
      const thrown = error.cause instanceof AppError ? error.cause : ownFault(error);
      const problem: Problem = problemOf(thrown, { origin: ctx?.origin ?? "", requestId: ctx?.requestId ?? "" });
      const { code, path } = shape.data;
      return { message: problem.detail, code: shape.code, data: { code, path, httpStatus: problem.status, problem } };
    },
  });

/** One procedure for each route of the tree, and a router for each tree inside it. */
export const buildTrpcRouter = (tree: RouterTree) => trpc.router(recordOf(tree));

type RouterRecord = { [name: string]: ReturnType<typeof procedureOf> | RouterRecord };

const recordOf = (tree: RouterTree): RouterRecord =>
  Object.fromEntries(
    Object.entries(tree).map(([name, node]) => [name, isRoute(node) ? procedureOf(node) : recordOf(node)] as const),
  );

function procedureOf(route: Route) {
  const { action, method, path } = route;
  const openapi = {
    operationId: action.name,
    method,
    path,
    tags: [action.name.split(".")[0] ?? ""],
    summary: action.name,
    description: action.summary,
    protect: true,
  };
  const base = trpc.procedure.meta({ action: action.name, openapi }).input((raw: unknown) => raw);
  const resolve = async ({ ctx, input }: { ctx: Context; input: unknown }) => {
    try {
      const answer = await ctx.engine.execute(action, await ctx.call(), input === undefined ? {} : input);
      ctx.answered(route, answer);
      return answer.output;
    } catch (thrown) {
      const error = asAppError(thrown);
      ctx.failed(error);
      throw new TRPCError({ code: errorTable[error.code].trpc, cause: error, message: error.message });
    }
  };
  const procedure = action.kind === "query" ? base.query(resolve) : base.mutation(resolve);
  // The engine parses, so tRPC must not parse a second time: the schemas are shown to the document generator only.
  Object.assign(procedure._def, { inputs: [action.input], output: action.output });
  return procedure;
}

/** What tRPC itself refuses: an unknown path, a wrong method, a body that it cannot read. */
function ownFault(error: TRPCError): AppError {
  switch (error.code) {
    case "NOT_FOUND":
      return new AppError("not_found", { cause: error });
    case "METHOD_NOT_SUPPORTED":
      return new AppError("request.method_not_allowed", { cause: error });
    case "PAYLOAD_TOO_LARGE":
      return new AppError("request.too_large", { cause: error });
    case "UNSUPPORTED_MEDIA_TYPE":
      return new AppError("request.unsupported_media_type", { cause: error });
    case "BAD_REQUEST":
    case "PARSE_ERROR":
      return new AppError("request.invalid", { detail: wordsOf(error), cause: error });
    default:
      return asAppError(error.cause ?? error);
  }
}

/** Where something else is behind it, its words are a parser's, and quote what was sent. */
const wordsOf = ({ cause, message }: TRPCError): string =>
  cause === undefined ? message : cause instanceof SyntaxError ? "The input is not JSON." : "The input cannot be read.";
