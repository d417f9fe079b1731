import { callTRPCProcedure, getTRPCErrorFromUnknown, getTRPCErrorShape } from "@trpc/server";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { buildTrpcRouter, Context } from "./router.ts";

export interface QuickReadOptions {
  readonly router: ReturnType<typeof buildTrpcRouter>;
  /** Names of the procedures that read. */
  readonly reads: ReadonlySet<string>;
  readonly maxBatchSize: number;
  contextOf(request: FastifyRequest, reply: FastifyReply): Context;
}

/**
 * Answers plain reads, alone or in a batch, as tRPC's adapter would: it makes a web request, a web response and a
 * stream of each call, which costs several times the read. False where anything is out of the ordinary, and nothing
 * was done.
 */
export function createQuickReads({ router, reads: names, maxBatchSize, contextOf }: QuickReadOptions) {
  const { _config: config } = router._def;
  const { signal } = new AbortController();

  async function read(path: string, input: unknown, ctx: Context): Promise<Read> {
    const type = "query";
    try {
      const getRawInput = async () => input;
      const data = await callTRPCProcedure({ router, path, ctx, type, getRawInput, signal, batchIndex: 0 });
      return { status: 200, body: { result: { data } } };
    } catch (thrown) {
      const error = getTRPCErrorShape({ config, ctx, error: getTRPCErrorFromUnknown(thrown), input, path, type });
      return { status: error.data.httpStatus, body: { error } };
    }
  }

  return async (request: FastifyRequest, reply: FastifyReply): Promise<boolean> => {
    const asked = readQuestion(request);
    if (!asked || asked.paths.length > maxBatchSize) return false;
    if (!asked.paths.every((path) => names.has(path))) return false;
    const ctx = contextOf(request, reply);
    const reads = await Promise.all(asked.paths.map((path, index) => read(path, asked.inputs[index], ctx)));
    const [first] = reads;
    if (!first) return false;
    const body = asked.isBatch ? reads.map((one) => one.body) : first.body;
    const varies = reply.getHeader("vary");
    reply
      .code(reads.every(({ status }) => status === first.status) ? first.status : 207)
      .header("vary", varies === undefined ? onAccept : `${String(varies)}, ${onAccept}`)
      .type("application/json")
      .send(JSON.stringify(body));
    return true;
  };
}

const onAccept = "trpc-accept, accept";

interface Read {
  readonly status: number;
  readonly body: object;
}

interface Question {
  readonly isBatch: boolean;
  readonly paths: readonly string[];
  readonly inputs: readonly unknown[];
}

/** What a plain GET asks; undefined for all else, streams and faulty inputs among it. */
function readQuestion({ method, headers, params, query }: FastifyRequest): Question | undefined {
  const path = fieldOf(params, "path");
  if (method !== "GET" || path === undefined || headers["trpc-accept"] !== undefined) return undefined;
  if (headers.accept?.includes("jsonl") || (headers["content-type"] ?? json) !== json) return undefined;
  const { batch, input, ...others } = fieldsOf(query);
  if (Object.keys(others).length > 0 || (batch !== undefined && batch !== "1")) return undefined;
  const isBatch = batch === "1";
  const parsed = input === undefined ? {} : parse(input);
  if (parsed === undefined) return undefined;
  if (!isBatch) return { isBatch, paths: [path], inputs: [input === undefined ? undefined : parsed] };
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return undefined;
  const paths = path.split(",");
  return { isBatch, paths, inputs: paths.map((_path, index) => Reflect.get(parsed, String(index))) };
}

const json = "application/json";

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? { ...value } : {};

function fieldOf(value: unknown, name: string): string | undefined {
  const field = fieldsOf(value)[name];
  return typeof field === "string" ? field : undefined;
}

function parse(text: unknown): unknown {
  if (typeof text !== "string" || text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
