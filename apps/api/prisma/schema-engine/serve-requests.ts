import { createInterface } from "node:readline";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { SchemaEngine } from "@prisma/schema-engine-wasm";
import { z } from "zod";
import { createAdapterFactory } from "./create-adapter-factory.ts";

interface EngineOptions {
  readonly url: string;
  /** Path and text of each schema file. */
  readonly datamodels: [string, string][] | undefined;
}

const Request = z.object({ id: z.number(), method: z.string(), params: z.unknown().optional() });
type Request = z.output<typeof Request>;

/** Prisma's protocol: JSON-RPC, a line each, on stdin and stdout, one after the other until stdin ends. */
export async function serveRequests(options: EngineOptions): Promise<void> {
  logPanics();
  let engine: SchemaEngine | undefined;
  for await (const line of createInterface({ input: process.stdin })) {
    const request = Request.safeParse(JSON.parse(line));
    // What is no request is Prisma's answer to a "print" of ours.
    if (!request.success) continue;
    const { id } = request.data;
    try {
      engine ??= await startEngine(options);
      send({ id, result: await answer(engine, request.data) });
    } catch (error) {
      send({ id, error: { code: 4466, message: "see data", data: reasonOf(error) } });
    }
  }
}

/** A panic takes the process with it; Prisma shows the last error that it reads on stderr. */
function logPanics(): void {
  const log = (message: string) => process.stderr.write(`${JSON.stringify({ level: "ERROR", fields: { message } })}\n`);
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: log } });
}

function startEngine({ url, datamodels }: EngineOptions): Promise<SchemaEngine> {
  const factory = bindMigrationAwareSqlAdapterFactory(createAdapterFactory(new URL(url)));
  return SchemaEngine.new({ datamodels }, () => undefined, factory);
}

async function answer(engine: SchemaEngine, { id, method, params }: Request): Promise<unknown> {
  // It judges by what the migrations make, which this engine works out in devDiagnostic only, and then remembers.
  if (method === "evaluateDataLoss") await call(engine, "devDiagnostic", params);
  const result = await call(engine, method, params);
  if (method !== "diff") return result ?? {};
  // The native engine has the difference printed by Prisma, this one returns it.
  const { stdout, exitCode } = Difference.parse(result);
  send({ id: `print-${id}`, method: "print", params: { content: stdout.trimEnd() } });
  return { exitCode, stdout: null };
}

const Difference = z.object({ stdout: z.string(), exitCode: z.number() });

async function call(engine: SchemaEngine, method: string, params: unknown): Promise<unknown> {
  const handler: unknown = Reflect.get(engine, method);
  if (typeof handler !== "function") throw new Error(`the schema engine has no method ${method}`);
  const result: unknown = await Reflect.apply(handler, engine, [params]);
  return result;
}

/** The message without the name of its class and the engine's own stack. */
function reasonOf(error: unknown): object {
  const text = error instanceof Error ? error.message : String(error);
  const message = text.replace(/^SchemaConnectorError: /, "").replace(/\n\s+0: [^]*$/, "\n");
  const code = error instanceof Error && "code" in error ? error.code : null;
  return { is_panic: false, message, error_code: code, meta: {} };
}

function send(message: object): void {
  process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
}
