import { z } from "zod";
import { createTypePrinter, docComment, indent, propertyKey, type TypePrinter } from "./print-types.ts";
import { mayBeLeftOut } from "./schema-facts.ts";

/** What the SDK's types need to know of an action. */
export interface DescribedAction {
  /** `router.procedure`, or deeper: `listings.photos.confirm`. */
  readonly name: string;
  readonly kind: "query" | "command" | "provider";
  readonly summary: string;
  readonly input: z.ZodObject;
  readonly output: z.ZodType;
}

/** The text of the SDK's `generated/router.ts`: every wire type, and the router's type on top of tRPC's public types. */
export function sdkTypes(actions: Iterable<{ readonly action: DescribedAction }>): string {
  const printer = createTypePrinter();
  const routers: RouterNode = new Map();
  const sorted = [...actions].map(({ action }) => action).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const action of sorted) place(routers, action.name.split("."), procedure(action, printer));
  return [header, ...printer.declarations(), root, `export type Routers = ${routerText(routers)};`, tail].join("\n\n");
}

const header = `// Generated from the contract's schemas and the server's actions by \`pnpm generate\`.
import type { TRPCBuiltRouter, TRPCDefaultErrorShape, TRPCMutationProcedure, TRPCQueryProcedure } from "@trpc/server";
import type { Problem } from "./errors.ts";`;

const root = `/** The error of a tRPC call: \`data.problem\` says what REST says. */
export interface RoostErrorShape extends TRPCDefaultErrorShape {
  data: TRPCDefaultErrorShape["data"] & { problem: Problem };
}

interface Root {
  ctx: object;
  meta: object;
  errorShape: RoostErrorShape;
  transformer: false;
}

type Query<Input, Output> = TRPCQueryProcedure<{ input: Input; output: Output; meta: object }>;
type Mutation<Input, Output> = TRPCMutationProcedure<{ input: Input; output: Output; meta: object }>;`;

const tail = `/** The server's router, for \`createTRPCClient<AppRouter>\` and tRPC's \`inferRouterInputs\`. */
export type AppRouter = TRPCBuiltRouter<Root, Routers>;
`;

type RouterNode = Map<string, string | RouterNode>;

function procedure(action: DescribedAction, printer: TypePrinter): string {
  const name = action.name.split(".").map(capitalised).join("");
  const input = printer.named(action.input, "input", `${name}Input`);
  // A procedure whose every field may be left out can be called without an input.
  const optional = Object.values(action.input.shape).every((field) => mayBeLeftOut(field, "input"));
  const kind = action.kind === "query" ? "Query" : "Mutation";
  return `${docComment(action.summary)}KEY: ${kind}<${input}${optional ? " | void" : ""}, ${answer(action, printer)}>;`;
}

function answer({ name, output }: DescribedAction, printer: TypePrinter): string {
  // tRPC makes never of a void answer, and code after the call would count as unreachable.
  if (output instanceof z.ZodVoid || output instanceof z.ZodUndefined) return "undefined";
  if (!(output instanceof z.ZodObject)) return printer.type(output, "output");
  return printer.named(output, "output", `${name.split(".").map(capitalised).join("")}Output`);
}

function place(node: RouterNode, path: readonly string[], text: string): void {
  const [key, ...rest] = path;
  if (key === undefined) throw new Error("An action needs a name.");
  if (rest.length === 0) {
    node.set(key, text.replace("KEY", propertyKey(key)));
    return;
  }
  const child = node.get(key) ?? new Map<string, string | RouterNode>();
  if (typeof child === "string") throw new Error(`${key} is both a router and a procedure.`);
  node.set(key, child);
  place(child, rest, text);
}

function routerText(node: RouterNode): string {
  const lines = [...node].map(([key, child]) =>
    typeof child === "string" ? child : `${propertyKey(key)}: ${routerText(child)};`,
  );
  return `{\n  ${lines.map(indent).join("\n  ")}\n}`;
}

const capitalised = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);
